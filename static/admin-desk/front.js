// The front's sections as a list to move about, in place of the numbers that a form without script is filled in by.
function start(inputs) {
  const words = inputs[0].dataset;
  const list = document.createElement("ol");
  list.className = "desk-order";
  const rows = inputs[0].closest("fieldset").querySelector(":scope > div:last-child");
  rows.before(list);
  rows.hidden = !rows.querySelector(".errors, .errorlist");
  const labels = new Map(inputs.map((input) => [input, document.querySelector(`label[for="${input.id}"]`)?.textContent.trim()]));
  let dragged = null;

  const place = (input) => (input.value === "" ? Infinity : Number(input.value));
  const ordered = () => [...inputs].sort((one, other) => place(one) - place(other) || inputs.indexOf(one) - inputs.indexOf(other));

  function number(order) {
    order.forEach((input, index) => { input.value = index + 1; });
    draw();
  }

  function move(input, by) {
    const order = ordered().filter((one) => one.value !== "");
    const from = order.indexOf(input);
    const to = from + by;
    if (to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    number(order);
    list.querySelector(`[data-for="${input.id}"] [data-by="${by}"]`)?.focus();
  }

  function toggle(input) {
    input.value = input.value === "" ? inputs.length + 1 : "";
    number(ordered().filter((one) => one.value !== ""));
    list.querySelector(`[data-for="${input.id}"] [data-by="0"]`)?.focus();
  }

  function button(input, by, sign, name) {
    const made = document.createElement("button");
    made.type = "button";
    made.dataset.by = by;
    made.textContent = sign;
    made.setAttribute("aria-label", `${name}: ${labels.get(input)}`);
    made.addEventListener("click", () => (by === 0 ? toggle(input) : move(input, by)));
    return made;
  }

  function line(input) {
    const item = document.createElement("li");
    const shown = input.value !== "";
    item.dataset.for = input.id;
    item.draggable = shown;
    item.className = shown ? "" : "desk-order-out";
    const name = document.createElement("span");
    name.textContent = shown ? labels.get(input) : `${labels.get(input)} (${words.out})`;
    item.append(name);
    if (shown) item.append(button(input, -1, "↑", words.up), button(input, 1, "↓", words.down));
    item.append(button(input, 0, shown ? "−" : "+", shown ? words.leave : words.show));
    item.addEventListener("dragstart", () => { dragged = input; });
    item.addEventListener("dragover", (event) => event.preventDefault());
    item.addEventListener("drop", (event) => {
      event.preventDefault();
      const order = ordered().filter((one) => one.value !== "");
      if (!dragged || !shown || dragged === input) return;
      const target = order.indexOf(input);
      order.splice(order.indexOf(dragged), 1);
      order.splice(target, 0, dragged);
      dragged = null;
      number(order);
    });
    return item;
  }

  function draw() {
    list.replaceChildren(...ordered().map(line));
  }

  inputs.forEach((input) => input.addEventListener("input", draw));
  draw();
}

// The admin loads scripts in the head, before there is a form.
document.addEventListener("DOMContentLoaded", () => {
  const inputs = [...document.querySelectorAll(".desk-places input[name$='_place']")];
  if (inputs.length) start(inputs);
});
