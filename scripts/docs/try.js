// The playground: the client and the fake API, in the page. No value is shown.
import { createClient } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
/** The fake responds immediately: too fast to see. */
const LATENCY = 220;

/** What happens to the write. @type {Record<string, import("../../src/testing/index.ts").Fault>} */
const FAULTS = {
  lose: { drop: "after" },
  429: { status: 429, headers: { "Retry-After": "1" } },
  stall: { stall: true },
  500: { status: 500 },
  refuse: { status: 422 },
};

/** @param {string} id */
const get = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

let api = createFakeApi({ connectors: [CONNECTOR] });
let start = 0;

get("form").addEventListener("submit", (event) => {
  event.preventDefault();
  run(FAULTS[event.submitter?.dataset.fault ?? ""] ?? {});
});

/** @param {import("../../src/testing/index.ts").Fault} fault */
async function run(fault) {
  const fields = new FormData(/** @type {HTMLFormElement} */ (get("form")));
  const method = String(fields.get("method"));
  const secret_name = String(fields.get("secret_name"));
  const secret = { ...CONNECTOR, secret_name, secret_value: String(fields.get("secret_value")) };
  const buttons = document.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  // Each press starts with a new API: a second one would meet the secret of the first.
  api = createFakeApi({ connectors: [CONNECTOR] });
  // `set` looks before it writes, and that list is left alone.
  api.failNext({ method: "POST", ...fault });
  start = performance.now();
  get("empty").hidden = true;
  get("attempts").replaceChildren();
  get("outcome").replaceChildren(element("p", "quiet", "Waiting…"));
  get("code").textContent =
    `await client.secrets.${method}({ …, secret_name: ${JSON.stringify(secret_name)}, secret_value: "•••" })`;
  const { secrets } = createClient({ apiKey: "any", fetch: watchedFetch, timeout: 1500 });
  try {
    const call = method === "set" ? secrets.set(secret) : secrets.create(secret);
    const advice = "The value is stored under that name, exactly once.";
    showOutcome("good", "resolved", await call, advice);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name: title, message } = error;
    const { outcome, ...rest } = /** @type {{ outcome?: string }} */ ({ ...error });
    const advice =
      outcome === "unknown"
        ? "It may be stored. List the secrets, or call secrets.set, which looks before it writes."
        : "Nothing was stored. Fix the cause and call again.";
    showOutcome("bad", title, { message, outcome, ...rest }, advice);
  }
  for (const button of buttons) button.disabled = false;
  showStored();
}

/** Shows each request while it is on its way. @param {string | URL} input @param {RequestInit} [init] */
async function watchedFetch(input, init) {
  const verb = init?.method ?? "GET";
  const time = ((performance.now() - start) / 1000).toFixed(1);
  const row = element("li", "", verb === "PUT" ? " /secrets/… " : " /secrets ");
  const end = element("span", "", "on its way");
  row.prepend(element("small", "time", `${time} s `), element("b", "", verb));
  row.append(end);
  get("attempts").append(row);
  const before = JSON.stringify(stored());
  /** @param {"good" | "bad"} kind @param {string} how @param {string | null} [wait] */
  function show(kind, how, wait) {
    const effect = before === JSON.stringify(stored()) ? "" : " · stored";
    const note = wait ? ` · retry after ${wait} s` : effect;
    end.replaceChildren(element("b", kind, how), element("small", "", note));
  }
  try {
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    const response = await api.fetch(input, init);
    const wait = response.headers.get("retry-after");
    show(response.ok ? "good" : "bad", String(response.status), wait);
    return response;
  } catch (error) {
    show("bad", init?.signal?.aborted ? "timed out" : "response lost");
    throw error;
  }
}

/** @param {"good" | "bad"} kind @param {string} title @param {object} members @param {string} advice */
function showOutcome(kind, title, members, advice) {
  const items = element("dl", "");
  for (const [key, member] of Object.entries(members)) {
    if (member === undefined || ["name", "method", "path"].includes(key)) continue;
    const text = typeof member === "object" ? JSON.stringify(member) : String(member);
    items.append(element("dt", "", key), element("dd", "", text));
  }
  const verdict = element("p", `verdict ${kind}`, title);
  get("outcome").replaceChildren(verdict, items, element("p", "quiet", advice));
}

function showStored() {
  const rows = stored().map(({ secret_name, secret_placeholder }) => {
    const row = element("tr", "");
    row.append(element("td", "", secret_name), element("td", "", secret_placeholder));
    return row;
  });
  get("stored").replaceChildren(...rows);
  get("count").textContent = String(rows.length);
}

function stored() {
  return api.secrets(CONNECTOR.team_id, CONNECTOR.connector_identifier);
}

/** @param {string} tag @param {string} className @param {string} text */
function element(tag, className, text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.textContent = text;
  return node;
}
