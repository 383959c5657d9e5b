// Asks Mozilla's scanner what it thinks of a host and port, and prints its answer.
import { argv } from "node:process";

const [module, ...hosts] = argv.slice(2);
const { scan } = await import(module);
const found = {};
for (const host of hosts) found[host] = await scan(host);
console.log(JSON.stringify(found));
