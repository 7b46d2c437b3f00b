/* Inspections can be dragged to another week. Dropping one opens the page of the move, as its link does: what speaks
   against the week is shown there, and nothing has changed before it is confirmed. */
(() => {
  "use strict";
  const weeks = document.querySelectorAll("[data-week]");
  const clear = () => weeks.forEach((week) => week.classList.remove("app-week--over"));
  let dragged = null;

  document.querySelectorAll(".app-when-script").forEach((told) => { told.hidden = false; });

  document.querySelectorAll("[data-move]").forEach((start) => {
    start.draggable = true;
    start.querySelectorAll("a").forEach((link) => { link.draggable = false; });
    start.addEventListener("dragstart", (event) => {
      dragged = start;
      start.classList.add("app-start--dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", start.dataset.move);
    });
    start.addEventListener("dragend", () => {
      dragged = null;
      start.classList.remove("app-start--dragged");
      clear();
    });
  });

  weeks.forEach((week) => {
    week.addEventListener("dragover", (event) => {
      if (dragged === null || week.contains(dragged)) return;
      event.preventDefault();
      clear();
      week.classList.add("app-week--over");
    });
    week.addEventListener("drop", (event) => {
      if (dragged === null || week.contains(dragged)) return;
      event.preventDefault();
      window.location.assign(`${dragged.dataset.move}?to=${week.dataset.week}`);
    });
  });
})();
