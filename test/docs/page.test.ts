// The pages of the documentation, in a real browser.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { routeOf } from "../../scripts/docs/page-spec.mjs";
import { passTime, shootPlayground } from "../../scripts/pictures.mjs";
import { contract, operations } from "../support/contract.ts";
import { findingsOf, openDocs, VIEWS, withoutChromium } from "../support/docs.ts";

const views = Object.keys(VIEWS) as (keyof typeof VIEWS)[];
const LABELS = /^(TypeScript|Command line|curl|Payload)$/;
const { title } = contract.info as { title: string };
const routes = Object.values(operations).map((operation) => {
  return { ...operation, summary: String(operation.summary), route: routeOf(operation) };
});
const { route } = routes.find(({ operationId }) => operationId === "createConnectorSecret") ?? {};
/** One of each kind: without a body, and with each media type. */
const kinds = new Map(
  routes.map((operation) => {
    const { requestBody } = operation as { requestBody?: { content: object } };
    return [Object.keys(requestBody?.content ?? {})[0], operation] as const;
  }),
);

const selectorOf = (route = "") => `[data-section-id="${route.slice(1)}"]`;
const sectionOf = (page: Page, route?: string) => page.locator(selectorOf(route));
const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What each button causes: the attempts as they are shown, and the end. */
const [LIST, STORE] = ["GET /secrets 200", "POST /secrets 201 · stored"];
const LOST = "POST /secrets response lost · stored";
const FAULTS: [method: "set" | "create", button: string, attempts: string[], outcome: RegExp][] = [
  ["set", "Store it", [LIST, STORE], /resolved/],
  ["set", "lose the response", [LIST, LOST, LIST, "PUT /secrets/… 204"], /resolved/],
  ["set", "429", [LIST, "POST /secrets 429 · retry after 1 s", STORE], /resolved/],
  ["set", "stall", [LIST, "POST /secrets timed out", LIST, STORE], /resolved/],
  ["set", "500", [LIST, "POST /secrets 500", LIST, STORE], /resolved/],
  ["set", "refuse", [LIST, "POST /secrets 422"], /UnprocessableEntityError/],
  ["create", "lose the response", [LOST], /ConnectionError.*unknown/s],
];

describe.skipIf(withoutChromium)(`the docs${withoutChromium}`, () => {
  let docs: Awaited<ReturnType<typeof openDocs>>;
  beforeAll(async () => {
    docs = await openDocs();
  });
  afterAll(() => docs?.close());

  async function open(...args: Parameters<typeof docs.open>) {
    const opened = await docs.open(...args);
    onTestFinished(() => opened.page.context().close());
    return opened;
  }

  // Colours differ by the scheme, and what scrolls by the width: two views show all of it.
  describe.each(views)("%s", (view) => {
    // Loading takes longer than looking: one page serves the tests of a view, from the top down.
    let page: Page;
    let faults: string[];
    beforeAll(async () => {
      ({ page, faults } = await docs.open(VIEWS[view]));
    });
    afterAll(() => page?.context().close());

    async function look(route: string) {
      expect(await overflowOf(page), route).toBe(0);
      expect(await findingsOf(page, selectorOf(route)), route).toEqual([]);
    }

    test("the top shows the name, how to install, and every operation", async () => {
      await page.locator("main").getByRole("heading", { name: title }).waitFor();
      await page.getByText("npm install supermetrics-connector-builder").first().waitFor();
      for (const { route, summary } of routes) {
        const link = page.locator(`main li a[href="${route}"]`, { hasText: summary });
        await link.first().waitFor();
      }
      expect(await findingsOf(page)).toEqual([]);
    });

    test("an operation of each kind, with each of its responses", async () => {
      for (const { route, summary, responses } of kinds.values()) {
        await page.goto(`${docs.url}/index.html${route}`);
        const section = sectionOf(page, route);
        expect(await section.locator("h2").textContent()).toContain(summary);
        const tabs = section.getByRole("tablist", { name: "Response status" }).getByRole("tab");
        await tabs.first().waitFor();
        expect(await tabs.allTextContents()).toEqual(Object.keys(responses));
        await tabs.last().click();
        expect(await tabs.last().getAttribute("aria-selected")).toBe("true");
        await look(route);
      }
    });

    test("each guide", async () => {
      for (const name of await readdir(join(docs.folder, "guides"))) {
        const route = `#/${name.slice(0, -3)}`;
        await page.goto(`${docs.url}/index.html${route}`);
        await sectionOf(page, route).locator("h2").waitFor();
        await look(route);
      }
    });

    test("the search finds a guide by its words, and its results fit", async () => {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("SyncError");
      const results = page.getByTestId("search-dialog");
      await results.getByText("Push a set of secrets", { exact: true }).waitFor();
      for (const section of await results.locator("section").all()) {
        const box = await section.boundingBox();
        expect(box && box.x + box.width).toBeLessThanOrEqual(VIEWS[view].viewport.width);
      }
      expect(await findingsOf(page)).toEqual([]);
    });

    // TypeDoc's own pages look alike: one for each view.
    const [reference] = { "desktop, light": ["index"], "phone, dark": ["interfaces/*.Secrets"] }[
      view
    ];
    test.each(["try", `reference/${reference}`])("%s.html", async (path) => {
      const name = path.replace("*", "supermetrics-connector-builder");
      const { page, faults } = await open(VIEWS[view], `${name}.html`);
      await page.locator("h1").first().waitFor();
      expect(await findingsOf(page)).toEqual([]);
      expect(faults).toEqual([]);
    });

    test("nothing was refused by the browser, and nothing left the page", () => {
      expect(faults).toEqual([]);
    });
  });

  describe("once", () => {
    let page: Page;
    beforeAll(async () => {
      ({ page } = await docs.open());
    });
    afterAll(() => page?.context().close());
    const goto = (path: string) => page.goto(`${docs.url}/${path}`);

    test("every operation has its place", async () => {
      for (const { route, summary } of routes) {
        await goto(`index.html${route}`);
        expect(await sectionOf(page, route).locator("h2").textContent()).toContain(summary);
      }
    });

    test("the samples can be chosen", async () => {
      await goto(`index.html${route}`);
      const section = sectionOf(page, route);
      for (const [label, text] of [
        ["Command line", "connector-builder secrets create client_id"],
        ["curl", "--json @secret.json"],
        ["TypeScript", "client.secrets.create({"],
      ] as const) {
        await section.locator("button[aria-haspopup=menu]", { hasText: LABELS }).click();
        await page.getByRole("menuitem").filter({ hasText: label, visible: true }).click();
        await section.locator("pre", { hasText: text }).first().waitFor();
      }
      await section.getByRole("tab", { name: "201" }).click();
      await section.getByText('"sec_a23f23d26"').first().waitFor();
    });

    test("each known error code is shown, with its words", async () => {
      await goto(`index.html${route}`);
      const section = sectionOf(page, route);
      await section.getByRole("tab", { name: "409" }).click();
      // The table is drawn when it is scrolled to.
      await page.mouse.move(600, 400);
      const words = section.getByText("A stable code for programs");
      const scroll = async () => {
        await page.mouse.wheel(0, 300);
        return words.count();
      };
      await expect.poll(scroll, { timeout: 20_000 }).toBeGreaterThan(0);
      await words.first().scrollIntoViewIfNeeded();
      const row = section.getByRole("row", { name: "CONFLICT_ERROR" }).first();
      expect(await row.innerText()).toContain("Status 409.");
    });

    test("the playground stores a secret once, whatever happens", async () => {
      const { page, faults } = await open(VIEWS["phone, dark"], "try.html");
      await page.clock.install({ time: 0 });
      await page.reload();
      await page.clock.pauseAt(60_000);
      await page.getByLabel("Value").fill("value-to-hide-0815");
      for (const [method, button, attempts, outcome] of FAULTS) {
        await page.getByLabel("Method").selectOption(method);
        await page.getByRole("button", { name: button, exact: true }).click();
        await passTime(page);
        const rows = await page.locator("#attempts li").allInnerTexts();
        expect(rows.map((row) => row.replace(/^[\d.]+ s /, ""))).toEqual(attempts);
        expect(await page.locator("#outcome").innerText()).toMatch(outcome);
        const count = button === "refuse" ? "0" : "1";
        expect(await page.locator("#count").innerText()).toBe(count);
        expect(await page.locator("body").innerText()).not.toContain("value-to-hide-0815");
        expect(await overflowOf(page)).toBe(0);
      }
      // axe waits, which takes a clock that runs.
      await page.clock.resume();
      expect(await findingsOf(page)).toEqual([]);
      expect(await page.locator("#stored").innerText()).toContain("client_id");
      expect(faults).toEqual([]);
    });

    test("the TypeScript reference begins at createClient", async () => {
      await goto("reference/index.html");
      const [first] = await page.locator(".col-content p a").allTextContents();
      expect(first).toBe("createClient");
    });

    test("an operation leads to its method, and the method back", async () => {
      await goto(`index.html${route}`);
      await page.getByRole("link", { name: "client.secrets.create" }).first().click();
      await page.locator("#create").getByText("create").first().waitFor();
      const method = page.locator("section", { has: page.locator("#create") }).last();
      expect(await method.innerText()).toContain("client.secrets.create({");
      await page.getByRole("link", { name: "Create a secret" }).first().click();
      await sectionOf(page, route).locator("h2").waitFor();
    });

    test("shows the greatest team_id exactly", async () => {
      await goto(`index.html${route}`);
      await page.getByText("9223372036854775807 ]").first().waitFor();
      expect(await page.getByText("9223372036854776000").count()).toBe(0);
    });

    test("the search can be reached with Tab, and opens with Enter", async () => {
      await goto("index.html");
      const search = page.getByRole("button", { name: "Search" });
      await search.waitFor();
      for (let presses = 0; presses < 10; presses++) {
        await page.keyboard.press("Tab");
        if (await search.evaluate((element) => element === document.activeElement)) break;
      }
      await page.keyboard.press("Enter");
      await page.keyboard.type("rotate");
      await page.getByTestId("search-dialog").getByText("Rotation", { exact: true }).waitFor();
    });

    test("the pages link to one another", async () => {
      await goto("index.html");
      await page.getByRole("link", { name: "Try it" }).first().click();
      await page.getByRole("heading", { name: "Store a secret" }).waitFor();
      await page.getByRole("link", { name: "TypeScript" }).first().click();
      await page.locator(".tsd-page-title").waitFor();
      await page.getByRole("link", { name: "API", exact: true }).first().click();
      await page.getByRole("heading", { name: title }).waitFor();
    });

    test("without scripts, the page points to the guides and operations as text", async () => {
      const { page } = await open({ javaScriptEnabled: false });
      await page.locator('noscript a[href="guides/rotation.md"]').click();
      expect(await page.locator("body").innerText()).toContain("# Rotation");
    });

    test("the picture of the README shows what the playground shows", async () => {
      const { text } = await shootPlayground(docs.browser, `${docs.url}/try.html`);
      const picture = await readFile(new URL("../../.github/try.txt", import.meta.url), "utf8");
      expect(picture, "run node scripts/pictures.mjs").toBe(text);
      expect(text).toContain("response lost");
    });
  });
});
