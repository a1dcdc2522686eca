// The pages of the documentation, in a real browser.
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { slugOf } from "../../scripts/docs/guides.mjs";
import { descriptionOf, shootPlayground } from "../../scripts/pictures/playground.mjs";
import { chromiumPath, withoutChromium } from "../support/chromium.ts";
import { contract, operations } from "../support/contract.ts";
import { type Docs, findingsOf, type OpenPage, openDocs, VIEWS } from "../support/docs.ts";

const LABELS = /^(TypeScript|Command line|curl|Payload)$/;
const info = contract.info as { title: string };
const guides = (await readdir(new URL("../../openapi/guides/", import.meta.url))).sort();
const routes = Object.values(operations).map((operation) => {
  const [tag = ""] = operation.tags as string[];
  const summary = String(operation.summary);
  return {
    ...operation,
    summary,
    route: `#/${slugOf(tag)}/${operation.operationId.toLowerCase()}`,
  };
});

describe.skipIf(!chromiumPath)(`the documentation${withoutChromium}`, { timeout: 120_000 }, () => {
  let docs: Docs;
  beforeAll(async () => {
    docs = await openDocs();
  }, 120_000);
  afterAll(() => docs?.close());

  async function open(view: keyof typeof VIEWS, path?: string): Promise<OpenPage> {
    const opened = await docs.open(VIEWS[view], path);
    onTestFinished(() => opened.page.context().close());
    return opened;
  }

  describe.each(Object.keys(VIEWS) as (keyof typeof VIEWS)[])("%s", (view) => {
    // Colours differ by the scheme, and what scrolls by the width: two views show all of it.
    const isLookedAt = view === "desktop, light" || view === "phone, dark";

    // Loading takes longer than looking: one page serves the tests of a view, from the top down.
    let page: Page;
    let faults: string[];
    beforeAll(async () => {
      ({ page, faults } = await docs.open(VIEWS[view]));
    });
    afterAll(() => page?.context().close());

    test("the top tells the name, how to install, and every operation", async () => {
      const title = page.locator("main").getByRole("heading", { name: info.title });
      await title.waitFor();
      const bar = await page.getByRole("banner").boundingBox();
      expect((await title.boundingBox())?.y).toBeGreaterThanOrEqual(bar?.height ?? 0);
      await page.getByText("npm install supermetrics-connector-builder").first().waitFor();
      for (const { route, summary } of routes) {
        const link = page.locator(`main li a[href="${route}"]`, { hasText: summary });
        await link.first().waitFor();
      }
      expect(await findingsOf(page)).toEqual([]);
      expect(faults).toEqual([]);
    });

    test("every operation and each of its responses can be reached, and axe finds nothing serious", async () => {
      for (const { route, summary, responses } of routes) {
        await page.goto(`${docs.url}/index.html${route}`);
        const section = sectionOf(page, route);
        expect(await section.locator("h2").textContent()).toContain(summary);
        const tabs = section.getByRole("tablist", { name: "Response status" }).getByRole("tab");
        await tabs.first().waitFor();
        expect(await tabs.allTextContents()).toEqual(Object.keys(responses));
        const selected = await tabs.evaluateAll(async (elements: HTMLElement[]) => {
          const states: (string | null)[] = [];
          for (const element of elements) {
            element.click();
            await new Promise((resolve) => setTimeout(resolve));
            states.push(element.getAttribute("aria-selected"));
          }
          return states;
        });
        expect(selected).toEqual(Object.keys(responses).map(() => "true"));
        expect(await overflowOf(page), route).toBe(0);
        if (isLookedAt) {
          expect(await findingsOf(page, selectorOf(route)), route).toEqual([]);
        }
      }
      expect(faults).toEqual([]);
    });

    test("each guide can be reached, with nothing serious for axe", async () => {
      for (const slug of guides.map((name) => name.slice(0, -3))) {
        await page.goto(`${docs.url}/index.html#/${slug}`);
        await sectionOf(page, `#/${slug}`).locator("h2").waitFor();
        expect(await overflowOf(page), slug).toBe(0);
        if (isLookedAt) {
          expect(await findingsOf(page, selectorOf(`#/${slug}`)), slug).toEqual([]);
        }
      }
      expect(faults).toEqual([]);
    });

    test("follows the system's light and dark", async () => {
      for (const path of ["index.html", "try.html", "reference/index.html"]) {
        const { page } = await open(view, path);
        const brightness = await page.evaluate(() => {
          const shown = [document.body, document.documentElement].map(
            (element) => getComputedStyle(element).backgroundColor,
          );
          const colour = shown.find((each) => !/, 0\)$/.test(each)) ?? "";
          return Math.max(...[...colour.matchAll(/\d+/g)].slice(0, 3).map(Number));
        });
        if (view.endsWith("dark")) expect(brightness, path).toBeLessThan(80);
        else expect(brightness, path).toBeGreaterThan(200);
      }
    });

    test("the search finds each guide, and its results fit", async () => {
      await page.keyboard.press("Control+k");
      for (const [words, title] of [
        ["rotate", "Rotation"],
        ["SyncError", "Push a set of secrets"],
      ] as const) {
        await page.keyboard.press("Control+a");
        await page.keyboard.type(words);
        const results = page.getByTestId("search-dialog");
        await results.getByText(title, { exact: true }).waitFor();
        for (const section of await results.locator("section").all()) {
          const box = await section.boundingBox();
          expect(box && box.x + box.width).toBeLessThanOrEqual(VIEWS[view].viewport.width);
        }
      }
      expect(await overflowOf(page)).toBe(0);
      expect(await findingsOf(page)).toEqual([]);
      expect(faults).toEqual([]);
    });

    test.runIf(isLookedAt)("the playground stores a secret once, whatever happens", async () => {
      const { page, faults } = await open(view, "try.html");
      await page.clock.install();
      await page.reload();
      await page.getByLabel("Value").fill("value-to-hide-0815");
      for (const [button, attempts, outcome] of TROUBLE) {
        await page.getByRole("button", { name: button, exact: true }).click();
        await page.clock.runFor(5_000);
        await page.locator(".verdict").waitFor();
        const rows = await page.locator("#attempts li").allInnerTexts();
        expect(rows.map((row) => row.split(/\s+/).join(" "))).toEqual(attempts);
        expect(await page.locator("#outcome").innerText()).toContain(outcome);
        const count = outcome.endsWith("Error") ? "0" : "1";
        expect(await page.locator("#count").innerText()).toBe(count);
        expect(await page.locator("body").innerText()).not.toContain("value-to-hide-0815");
        expect(await overflowOf(page)).toBe(0);
        if (/lose|refuse/.test(button)) expect(await findingsOf(page), button).toEqual([]);
        await page.getByRole("button", { name: "Start over" }).click();
      }
      expect(faults).toEqual([]);
    });

    test.runIf(isLookedAt)(
      "the TypeScript reference begins at createClient and has nothing serious for axe",
      async () => {
        const { page, faults } = await open(view, "reference/index.html");
        const [first] = await page.locator(".col-content p a").allTextContents();
        expect(first).toBe("createClient");
        const name = "supermetrics-connector-builder";
        for (const path of [
          "index.html",
          `modules/${name}.html`,
          `functions/${name}.createClient.html`,
          `interfaces/${name}.Secrets.html`,
          `classes/${name}.SyncError.html`,
        ]) {
          await page.goto(`${docs.url}/reference/${path}`);
          await page.locator("[role=main] h1").waitFor();
          expect(await findingsOf(page), path).toEqual([]);
        }
        expect(faults).toEqual([]);
      },
    );
  });

  test("the search can be reached with Tab, and opens with Enter", async () => {
    const { page } = await open("desktop, light");
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

  describe("within one page", () => {
    const { route } = routeOf("createConnectorSecret");
    let page: Page;
    let faults: string[];
    beforeAll(async () => {
      ({ page, faults } = await docs.open(VIEWS["desktop, light"], `index.html${route}`));
    });
    afterAll(() => page?.context().close());

    test("the samples can be chosen", async () => {
      await page.goto(`${docs.url}/index.html${route}`);
      for (const [label, text] of [
        ["Command line", "connector-secrets create client_id"],
        ["curl", "--json @secret.json"],
        ["TypeScript", "client.secrets.create({"],
      ] as const) {
        const section = sectionOf(page, route);
        await section.locator("button[aria-haspopup=menu]", { hasText: LABELS }).click();
        await page.getByRole("menuitem").filter({ hasText: label, visible: true }).click();
        await section.locator("pre", { hasText: text }).first().waitFor();
      }
      expect(faults).toEqual([]);
    });

    test("no sample is cut off", async () => {
      await page.goto(`${docs.url}/index.html${route}`);
      const pre = sectionOf(page, route).locator("pre").first();
      await pre.waitFor();
      expect(await pre.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    });

    test("the answer of a success is shown open", async () => {
      await page.goto(`${docs.url}/index.html${route}`);
      await sectionOf(page, route).getByText('"sec_a23f23d26"').first().waitFor();
    });

    test("code in a guide is coloured, and can be copied", async () => {
      await page.goto(`${docs.url}/index.html#/rotation`);
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      const pre = sectionOf(page, "#/rotation").locator("pre").first();
      await pre.getByRole("button", { name: "Copy" }).click();
      await pre.getByRole("button", { name: "Copied" }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toContain('import { createClient } from "supermetrics-connector-builder";\n');
      expect(await pre.locator("span").count()).toBeGreaterThan(5);
    });

    test("shows the greatest team_id exactly", async () => {
      await page.goto(`${docs.url}/index.html${routes[0]?.route}`);
      await page.getByText("9223372036854775807 ]").first().waitFor();
      expect(await page.getByText("9223372036854776000").count()).toBe(0);
    });
  });

  test("each known error code is shown, with its words", async () => {
    const { route } = routeOf("createConnectorSecret");
    const { page } = await open("desktop, light", `index.html${route}`);
    const section = sectionOf(page, route);
    await section.getByRole("tab", { name: "409" }).click();
    // The table is drawn when it is scrolled to.
    await section.getByText("the one to branch on").first().scrollIntoViewIfNeeded();
    const row = section.getByRole("row", { name: "CONFLICT_ERROR" });
    expect(await row.first().innerText()).toContain("Status 409.");
  });

  test("a value shows in the playground where it is stored, when it is asked for", async () => {
    const { page } = await open("desktop, light", "try.html");
    await page.getByLabel("Value").fill("value-to-hide-0815");
    await page.getByRole("button", { name: "Store it", exact: true }).click();
    await page.locator(".verdict").waitFor();
    await page.getByRole("button", { name: "Show values" }).click();
    expect(await page.locator("#stored").innerText()).toContain("value-to-hide-0815");
    await page.locator("#stored").evaluate((element) => element.remove());
    expect(await page.locator("body").innerText()).not.toContain("value-to-hide-0815");
  });

  test("secrets.create tells in the playground that a lost answer may have been stored", async () => {
    const { page } = await open("desktop, light", "try.html");
    await page.getByLabel("Method").selectOption("create");
    await page.getByRole("button", { name: "lose the answer" }).click();
    await page.locator(".verdict").waitFor();
    expect(await page.locator("#outcome").innerText()).toMatch(/ConnectionError.*unknown/s);
    expect(await page.locator("#count").innerText()).toBe("1");
  });

  test("an operation leads to its method, and the method back", async () => {
    const { route } = routeOf("createConnectorSecret");
    const { page } = await open("desktop, light", `index.html${route}`);
    await page.getByRole("link", { name: "client.secrets.create" }).first().click();
    await page.locator("#create").getByText("create").first().waitFor();
    expect(
      await page
        .locator("section", { has: page.locator("#create") })
        .last()
        .innerText(),
    ).toContain("client.secrets.create({");
    await page.getByRole("link", { name: "Create a secret" }).first().click();
    await sectionOf(page, route).locator("h2").waitFor();
  });

  test("@throws names its class, as a link", async () => {
    const { page } = await open(
      "desktop, light",
      "reference/functions/supermetrics-connector-builder.createClient.html",
    );
    const link = page.locator(".tsd-tag-throws a", { hasText: "ConfigurationError" });
    expect(await link.getAttribute("href")).toContain("ConfigurationError.html");
  });

  test("the same key opens the search of the reference", async () => {
    const { page } = await open("desktop, light", "reference/index.html");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
  });

  test("the pages can be left for one another", async () => {
    const { page } = await open("desktop, light", "index.html");
    await page.getByRole("link", { name: "Try it" }).first().click();
    await page.getByRole("heading", { name: "Store a secret" }).waitFor();
    await page.getByRole("link", { name: "TypeScript" }).first().click();
    await page.locator(".tsd-page-title").waitFor();
    await page.getByRole("link", { name: "API", exact: true }).first().click();
    await page.getByRole("heading", { name: info.title }).waitFor();
  });

  test("the picture of the README shows what the playground shows", async () => {
    const { text } = await shootPlayground(docs.browser, `${docs.url}/try.html`);
    const picture = await readFile(new URL("../../.github/try.png", import.meta.url));
    expect(descriptionOf(picture), "renew it with `npm run pictures`").toBe(text);
    expect(text).toContain("answer lost");
  });

  test("llms.txt leads to every guide and every operation", async () => {
    const text = await readFile(join(docs.folder, "llms.txt"), "utf8");
    const files = Array.from(text.matchAll(/\]\(([\w/.-]+)\)/g), ([, path = ""]) => path);
    for (const path of files) await readFile(join(docs.folder, path));
    for (const { operationId } of routes) expect(files).toContain(`operations/${operationId}.md`);
    for (const name of guides) expect(files).toContain(`guides/${name}`);
  });

  test("two builds are the same, byte for byte", async () => {
    const again = join(docs.folder, "../again");
    // TypeDoc counts on in a process, so each build has one of its own.
    const script = `import { buildDocs } from "./scripts/docs/build.mjs"; await buildDocs(${JSON.stringify(again)});`;
    await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
    for (const path of await readdir(docs.folder, { recursive: true, withFileTypes: true })) {
      if (!path.isFile()) continue;
      const name = join(path.parentPath, path.name).slice(docs.folder.length + 1);
      const [one, other] = await Promise.all(
        [docs.folder, again].map((folder) => readFile(join(folder, name))),
      );
      expect(one?.equals(other ?? Buffer.of()), name).toBe(true);
    }
  });

  test("a page reloads itself when it is built anew", async () => {
    const { page } = await open("desktop, light");
    await page.evaluate(() => document.body.setAttribute("data-old", ""));
    const isOld = async () => {
      const count = await page
        .locator("body[data-old]")
        .count()
        .catch(() => 1);
      // Told once more, a page that has just been loaded would be closed in the middle of a reload.
      if (count > 0) docs.reload();
      return count;
    };
    await expect.poll(isOld, { timeout: 20_000, interval: 500 }).toBe(0);
    await page.waitForLoadState();
  });
});

/** What each button brings about: the attempts as they are shown, and the end. */
const TROUBLE = [
  ["Store it", ["GET /secrets 200", "POST /secrets 201 · stored"], "resolved"],
  [
    "lose the answer",
    [
      "GET /secrets 200",
      "POST /secrets answer lost · stored",
      "GET /secrets 200",
      "PUT /secrets/… 204",
    ],
    "resolved",
  ],
  [
    "429",
    ["GET /secrets 200", "POST /secrets 429 · come back in 1 s", "POST /secrets 201 · stored"],
    "resolved",
  ],
  [
    "stall",
    [
      "GET /secrets 200",
      "POST /secrets time ran out",
      "GET /secrets 200",
      "POST /secrets 201 · stored",
    ],
    "resolved",
  ],
  [
    "500",
    ["GET /secrets 200", "POST /secrets 500", "GET /secrets 200", "POST /secrets 201 · stored"],
    "resolved",
  ],
  ["refuse", ["GET /secrets 200", "POST /secrets 422"], "UnprocessableEntityError"],
] as const;

function routeOf(operationId: string) {
  const found = routes.find((operation) => operation.operationId === operationId);
  if (!found) throw new Error(`There is no ${operationId}.`);
  return found;
}

const selectorOf = (route: string) => `[data-section-id="${route.slice(1)}"]`;
const sectionOf = (page: Page, route: string) => page.locator(selectorOf(route));

const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
