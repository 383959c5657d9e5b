// How long a title or summary has become, beside what lists and search engines show of it.
(() => {
  "use strict";
  const holder = document.getElementById("desk-working");
  const words = holder ? JSON.parse(holder.textContent) : { count: "{n} / {most}", over: "{n} / {most}" };
  for (const field of document.querySelectorAll("[data-most]")) {
    const line = document.createElement("p");
    line.className = "desk-count";
    line.id = `${field.id}-count`;
    field.insertAdjacentElement("afterend", line);
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), line.id].filter(Boolean).join(" "));
    const most = Number(field.dataset.most);
    const say = () => {
      const n = [...field.value.trim()].length;
      line.textContent = (n > most ? words.over : words.count).replace("{n}", n).replace("{most}", most);
      line.classList.toggle("desk-count-over", n > most);
    };
    field.addEventListener("input", say);
    say();
  }
})();
