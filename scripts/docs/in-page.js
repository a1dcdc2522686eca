// Runs in the page, beside Redocly's own script, whose parts come and go as one scrolls. Makes the
// search and whatever scrolls reachable by keyboard, and the code of the guides like the samples.
const COPY = `<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
  <rect x="5" y="2" width="8" height="9" rx="1"/><path d="M3 5v8a1 1 0 0 0 1 1h6"/></svg>`;

/** The same names as in the samples, whose colours they take. */
const TOKENS = new RegExp(
  [
    String.raw`(?<comment>(?<=^|\s)#.*$|\/\/.*$)`,
    String.raw`(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\x60(?:\\.|[^\x60\\])*\x60)`,
    String.raw`(?<keyword>\b(?:import|from|export|const|let|new|await|async|try|catch|if|else|throw|for|of|return|instanceof)\b)`,
    String.raw`(?<boolean>\b(?:true|false|null|undefined)\b)`,
    String.raw`(?<function>\b[A-Za-z_]\w*(?=\())`,
  ].join("|"),
  "gm",
);

/** @param {Element} pre @returns {string} the code */
function highlight(pre) {
  const code = pre.textContent ?? "";
  const parts = document.createDocumentFragment();
  let end = 0;
  for (const match of code.matchAll(TOKENS)) {
    const [name] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    const token = document.createElement("span");
    token.textContent = match[0];
    token.style.color = `var(--code-block-tokens-${name}-color)`;
    parts.append(code.slice(end, match.index), token);
    end = match.index + match[0].length;
  }
  parts.append(code.slice(end));
  pre.replaceChildren(parts);
  return code;
}

/** @param {Element} pre @param {string} code */
function addCopy(pre, code) {
  const button = document.createElement("button");
  button.className = "code-copy";
  button.type = "button";
  button.ariaLabel = "Copy";
  button.innerHTML = COPY;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code);
    button.ariaLabel = "Copied";
  });
  pre.append(button);
}

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
  for (const pre of all('[data-component-name="Markdown/Markdown"] pre:not([data-shown])')) {
    pre.dataset.shown = "";
    addCopy(pre, highlight(pre));
  }
  for (const button of all('[data-component-name="Search/SearchInput"] button:not([aria-label])')) {
    button.ariaLabel = "Clear";
  }
  // Redocly goes from h2 to h4.
  for (const heading of all("main :is(h4, h5, h6):not([aria-level])")) {
    heading.setAttribute("aria-level", String(Number(heading.tagName[1]) - 1));
  }
  for (const menu of all(".menu-content:not([role])")) {
    menu.setAttribute("role", "navigation");
    menu.setAttribute("aria-label", "Contents");
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

let isDue = false;
function tendSoon() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    tend();
  });
}

new MutationObserver(tendSoon).observe(document.documentElement, {
  childList: true,
  subtree: true,
});
addEventListener("resize", tendSoon);
