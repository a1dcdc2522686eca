// Runs in the page, beside Redocly's own script, whose parts come and go as one scrolls. Makes the
// search and whatever scrolls reachable by keyboard, and names a button that shows a picture alone.

/** @param {string} selector @returns {NodeListOf<HTMLElement>} */
const all = (selector) => document.querySelectorAll(selector);

function tend() {
  for (const search of all('[data-testid="search-trigger"]:not([role])')) {
    search.setAttribute("role", "button");
    search.tabIndex = 0;
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      search.click();
    });
  }
  for (const button of all('[data-component-name="Search/SearchInput"] button:not([aria-label])')) {
    button.ariaLabel = "Clear";
  }
  for (const element of all("main *, dialog *, [role=dialog] *")) {
    const isWide = element.scrollWidth > element.clientWidth + 1;
    const isHigh = element.scrollHeight > element.clientHeight + 1;
    if ((!isWide && !isHigh) || element.tabIndex >= 0) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    if ((isWide && /auto|scroll/.test(overflowX)) || (isHigh && /auto|scroll/.test(overflowY))) {
      element.tabIndex = 0;
    }
  }
}

let frame = 0;
function tendSoon() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(tend);
}
new MutationObserver(tendSoon).observe(document, { childList: true, subtree: true });
addEventListener("resize", tendSoon);
