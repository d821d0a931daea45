"use strict";
(() => {
  const box = document.getElementById("filter");
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const clusters = [...document.querySelectorAll(".cluster")].map((element) => ({ element, text: null }));
  const total = count.textContent;
  const filter = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const cluster of clusters) {
      cluster.text ??= cluster.element.textContent.toLowerCase();
      const fits = words.every((word) => cluster.text.includes(word));
      cluster.element.hidden = !fits;
      shown += fits;
    }
    count.textContent = words.length ? `${shown.toLocaleString("en")} of ${total}` : total;
    none.hidden = shown > 0;
  };
  document.querySelector(".bar").hidden = false;
  filter(); // browsers bring back what was typed before
  box.addEventListener("input", filter);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box) {
      event.preventDefault();
      box.focus();
    } else if (event.key === "Escape" && document.activeElement === box) {
      box.value = "";
      filter();
      box.blur();
    }
  });
})();
