// Runs in TypeDoc's pages: light and dark as chosen on the page beside it, and what a screen reader
// needs to know of a page: its main part, and no link inside a button.
const mode = localStorage.getItem("redoc.colorMode");
if (mode === "light" || mode === "dark") document.documentElement.dataset.theme = mode;

function tend() {
  const main = document.querySelector(".col-content");
  main?.setAttribute("role", "main");
  document.querySelector("#tsd-sidebar-links")?.setAttribute("aria-label", "Pages");
  for (const link of document.querySelectorAll("summary a")) {
    if (link.classList.contains("tsd-anchor-icon")) {
      link.remove();
      continue;
    }
    // A summary opens its list: the link becomes the first of the list.
    const item = document.createElement("li");
    item.append(link.cloneNode(true));
    link.closest("details")?.querySelector("ul")?.prepend(item);
    const name = document.createElement("span");
    name.append(...link.childNodes);
    link.replaceWith(name);
  }
}

new MutationObserver(tend).observe(document.documentElement, { childList: true, subtree: true });
