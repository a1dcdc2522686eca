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

/** @typedef {{ start: number, end?: number, row: HTMLElement }} Attempt */

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
const get = (id) => /** @type {T} */ (document.getElementById(id));

const form = /** @type {HTMLFormElement} */ (get("form"));
const name = /** @type {HTMLInputElement} */ (get("name"));
const value = /** @type {HTMLInputElement} */ (get("value"));
const method = /** @type {HTMLSelectElement} */ (get("method"));
const reveal = get("reveal");

let api = createFakeApi({ connectors: [CONNECTOR] });
/** @type {Attempt[]} */
let attempts = [];
let start = 0;
let isRunning = false;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { submitter } = event;
  if (!isRunning && form.reportValidity()) run(submitter?.dataset.fault ?? "none");
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
  setRunning(true);
  // Each press tells its story from the start: else a second one would meet the secret of the first.
  api = createFakeApi({ connectors: [CONNECTOR] });
  attempts = [];
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
    const call =
      method.value === "set" ? client.secrets.set(params) : client.secrets.create(params);
    showResult(await call);
  } catch (error) {
    showError(error);
  }
  setRunning(false);
  draw();
  showStored();
}

/** @param {boolean} isNow */
function setRunning(isNow) {
  isRunning = isNow;
  for (const button of document.querySelectorAll("button")) button.disabled = isNow;
  if (isNow) requestAnimationFrame(tick);
}

function tick() {
  draw();
  if (isRunning) requestAnimationFrame(tick);
}

/** @param {Parameters<typeof fetch>[0]} input @param {RequestInit} [init] */
async function watchedFetch(input, init) {
  const attempt = addAttempt(init?.method ?? "GET");
  const before = JSON.stringify(stored());
  const signal = init?.signal;
  try {
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    const response = await api.fetch(input, init);
    const wait = response.headers.get("retry-after");
    const note = wait ? `retry after ${wait} s` : noteOf(before);
    end(attempt, response.ok ? "good" : "bad", String(response.status), note);
    return response;
  } catch (error) {
    if (signal?.aborted) end(attempt, "bad", "timed out", noteOf(before));
    else end(attempt, "bad", "response lost", noteOf(before));
    throw error;
  }
}

/** Whether the request has changed what is stored. @param {string} before */
function noteOf(before) {
  return before === JSON.stringify(stored()) ? "" : "stored";
}

/** @param {string} verb @returns {Attempt} */
function addAttempt(verb) {
  const row = element("li", "attempt");
  const what = element("span", "what", verb === "PUT" ? " /secrets/…" : " /secrets");
  what.prepend(element("b", "", verb));
  const lane = element("span", "lane");
  lane.append(element("span", "pause"), element("span", "time"));
  row.append(what, lane, element("span", "end", "on its way"));
  get("attempts").append(row);
  const attempt = { start: performance.now() - start, row };
  attempts.push(attempt);
  return attempt;
}

/** @param {Attempt} attempt @param {"good" | "bad"} kind @param {string} how @param {string} note */
function end(attempt, kind, how, note) {
  attempt.end = performance.now() - start;
  attempt.row.classList.add(kind);
  const cell = attempt.row.querySelector(".end");
  cell?.replaceChildren(element("b", "", how), element("small", "", note && ` · ${note}`));
}

/** Puts each attempt where it belongs on the time line, which grows while it runs. */
function draw() {
  const now = isRunning ? performance.now() - start : (attempts.at(-1)?.end ?? 0);
  const whole = Math.max(now, 1);
  for (const [index, { start: from, end: to = now, row }] of attempts.entries()) {
    const [pause, time] = row.querySelectorAll(".lane > span");
    place(time, from, to, whole);
    place(pause, attempts[index - 1]?.end ?? from, from, whole);
  }
  const labels = [0, 0.5, 1].map((part) =>
    element("span", "", `${(whole * part) / 1000 > 0 ? ((whole * part) / 1000).toFixed(1) : 0} s`),
  );
  const range = element("span", "range");
  range.append(...labels);
  get("scale").replaceChildren(...(attempts.length > 0 ? [range] : []));
}

/** @param {Element | undefined} bar @param {number} from @param {number} to @param {number} whole */
function place(bar, from, to, whole) {
  if (!(bar instanceof HTMLElement)) return;
  bar.style.left = `${(100 * from) / whole}%`;
  bar.style.width = `${(100 * Math.max(to - from, 0)) / whole}%`;
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
  if (rows.length === 0) {
    const none = element("tr", "");
    const cell = element("td", "quiet", "Nothing yet.");
    cell.setAttribute("colspan", "3");
    none.append(cell);
    rows.push(none);
  }
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
