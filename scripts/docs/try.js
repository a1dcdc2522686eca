// The playground: the client and the fake API, in the page. Values are shown only in the table of
// what is stored, and only on request.
import { createClient } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
/** The fake responds immediately: too fast to see. */
const LATENCY = 220;
const TIMEOUT = 1500;

/**
 * What happens to the write, and how to say it.
 * @type {Record<string, import("../../src/testing/index.ts").Fault>}
 */
const FAULTS = {
  none: {},
  lose: { drop: "after" },
  429: { status: 429, headers: { "Retry-After": "1" } },
  stall: { stall: true },
  500: { status: 500 },
  refuse: { status: 422 },
};

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
const get = (id) => /** @type {T} */ (document.getElementById(id));

const form = /** @type {HTMLFormElement} */ (get("form"));
const name = /** @type {HTMLInputElement} */ (get("name"));
const value = /** @type {HTMLInputElement} */ (get("value"));
const method = /** @type {HTMLSelectElement} */ (get("method"));
const reveal = get("reveal");

let api = createFakeApi({ connectors: [CONNECTOR] });
let start = 0;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run(event.submitter?.dataset.fault ?? "none");
});
reveal.addEventListener("click", () => {
  const isShown = reveal.ariaPressed !== "true";
  reveal.ariaPressed = String(isShown);
  reveal.textContent = isShown ? "Hide values" : "Show values";
  showStored();
});
showStored();

/** @param {string} fault */
async function run(fault) {
  const buttons = document.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  // Each press tells its story from the start: else a second one would meet the secret of the first.
  api = createFakeApi({ connectors: [CONNECTOR] });
  start = performance.now();
  get("empty").hidden = true;
  get("attempts").replaceChildren();
  get("outcome").replaceChildren(element("p", "quiet", "Waiting…"));
  get("code").textContent =
    `await client.secrets.${method.value}({ …, secret_name: ${JSON.stringify(name.value)}, secret_value: "•••" })`;
  const client = createClient({ apiKey: "any", fetch: watchedFetch, timeout: TIMEOUT });
  const params = { ...CONNECTOR, secret_name: name.value, secret_value: value.value };
  // `set` looks before it writes, and that list is left alone.
  if (method.value === "set") api.failNext({});
  api.failNext(FAULTS[fault] ?? {});
  try {
    const { set, create } = client.secrets;
    showResult(await (method.value === "set" ? set(params) : create(params)));
  } catch (error) {
    showError(error);
  }
  for (const button of buttons) button.disabled = false;
  showStored();
}

/** @param {Parameters<typeof fetch>[0]} input @param {RequestInit} [init] */
async function watchedFetch(input, init) {
  const attempt = addAttempt(init?.method ?? "GET");
  const before = JSON.stringify(stored());
  try {
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    const response = await api.fetch(input, init);
    const wait = response.headers.get("retry-after");
    const note = wait ? `retry after ${wait} s` : noteOf(before);
    end(attempt, response.ok ? "good" : "bad", String(response.status), note);
    return response;
  } catch (error) {
    end(attempt, "bad", init?.signal?.aborted ? "timed out" : "response lost", noteOf(before));
    throw error;
  }
}

/** Whether the request has changed what is stored. @param {string} before */
function noteOf(before) {
  return before === JSON.stringify(stored()) ? "" : "stored";
}

/** @param {string} verb @returns {HTMLElement} its row */
function addAttempt(verb) {
  const row = element("li", "", verb === "PUT" ? " /secrets/… " : " /secrets ");
  const time = ((performance.now() - start) / 1000).toFixed(1);
  row.prepend(element("small", "time", `${time} s `), element("b", "", verb));
  row.append(element("span", "end", "on its way"));
  get("attempts").append(row);
  return row;
}

/** @param {HTMLElement} row @param {"good" | "bad"} kind @param {string} how @param {string} note */
function end(row, kind, how, note) {
  const cell = row.querySelector(".end");
  cell?.replaceChildren(element("b", kind, how), element("small", "", note && ` · ${note}`));
}

/** @param {object} result */
function showResult(result) {
  get("outcome").replaceChildren(
    element("p", "verdict good", "resolved"),
    list(Object.entries(result)),
    element("p", "quiet", "The value is stored under that name, exactly once."),
  );
}

/** @param {unknown} error */
function showError(error) {
  if (!(error instanceof Error)) throw error;
  const { name: title, message, ...rest } = { ...error, name: error.name, message: error.message };
  const { outcome } = /** @type {{ outcome?: string }} */ (rest);
  const advice =
    outcome === "unknown"
      ? "It may be stored. List the secrets, or call secrets.set, which looks before it writes."
      : "Nothing was stored. Fix the cause and call again.";
  get("outcome").replaceChildren(
    element("p", "verdict bad", title),
    list([["message", message], ...Object.entries(rest)]),
    element("p", "quiet", advice),
  );
}

/** @param {[string, unknown][]} members */
function list(members) {
  const items = element("dl", "");
  for (const [key, member] of members) {
    if (member === undefined || key === "path" || key === "method") continue;
    const text = typeof member === "object" ? JSON.stringify(member) : String(member);
    items.append(element("dt", "", key), element("dd", "", text));
  }
  return items;
}

function showStored() {
  const isShown = reveal.ariaPressed === "true";
  const rows = stored().map(({ secret_name, secret_placeholder, secret_value }) => {
    const row = element("tr", "");
    const shown = isShown ? secret_value : "••••••••";
    row.append(...[secret_name, secret_placeholder, shown].map((text) => element("td", "", text)));
    return row;
  });
  get("stored").replaceChildren(...rows);
  get("count").textContent = String(stored().length);
}

function stored() {
  return api.secrets(CONNECTOR.team_id, CONNECTOR.connector_identifier);
}

/** @param {string} tag @param {string} className @param {string} [text] */
function element(tag, className, text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.textContent = text;
  return node;
}
