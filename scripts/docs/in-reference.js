// Runs in TypeDoc's pages: takes the links out of what opens and closes a list, since neither a
// keyboard nor a screen reader finds a link inside a button.
function tend() {
  for (const link of document.querySelectorAll("summary a")) {
    // The link becomes the first of the list; a heading's link to itself goes.
    if (link.classList.contains("tsd-anchor-icon")) {
      link.remove();
      continue;
    }
    const item = document.createElement("li");
    item.append(link.cloneNode(true));
    link.closest("details")?.querySelector("ul")?.prepend(item);
    link.replaceWith(...link.childNodes);
  }
}

new MutationObserver(tend).observe(document.documentElement, { childList: true, subtree: true });
