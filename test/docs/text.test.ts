// The documentation as text, and what the pages are made of, without a browser.
import { describe, expect, test } from "vitest";
import { readGuides } from "../../scripts/docs/guides.mjs";
import { renderMarkdown } from "../../scripts/docs/markdown.mjs";
import { renderPageSpec } from "../../scripts/docs/page-spec.mjs";
import { secure } from "../../scripts/docs/site.mjs";
import { renderMethods } from "../../scripts/generate/methods.mjs";
import { operationsOf, readSpec } from "../../scripts/generate/spec.mjs";
import { readProjectFile } from "../support/samples.ts";

const text = await readProjectFile("openapi/openapi.yaml");
const spec = readSpec(text);
const guides = await readGuides();

test("llms.txt leads to every guide and every operation", () => {
  const files = renderMarkdown(spec, guides);
  const links = files["llms.txt"]?.match(/(?<=\]\()[\w/.-]+\.md(?=\))/g);
  expect(["llms.txt", ...(links ?? [])].sort()).toEqual(Object.keys(files).sort());
  const paths = operationsOf(spec).map(({ operation }) => `operations/${operation.operationId}.md`);
  expect(links).toEqual(expect.arrayContaining(paths));
});

describe("x-see", () => {
  test("points from the page, the hover and the text to another method", () => {
    const files = renderMarkdown(spec, guides);
    const hover = renderMethods(spec, []);
    expect(files["llms.txt"]).toContain("see also `client.secrets.set`, `client.secrets.sync`");
    expect(files["operations/createConnectorSecret.md"]).toContain("See also `client.secrets.set`");
    expect(hover).toContain("See also: `client.secrets.set`, `client.secrets.sync`.");
    expect(renderPageSpec(spec, guides)).toContain("Secrets.html#set), [`client.secrets.sync`](");
  });

  test("refuses a name that is no method", () => {
    const wrong = readSpec(text.replace("x-see: [secrets.set,", "x-see: [secrets.sett,"));
    expect(() => renderMethods(wrong, [])).toThrow(
      "createConnectorSecret: x-see names secrets.sett, which is no method.",
    );
  });
});

test("a page runs the scripts that it was built with alone", () => {
  const page = secure('<head></head><script>one</script><script type="module">two</script>');
  const [, policy = ""] = /content="([^"]+)"/.exec(page) ?? [];
  const [, sources = ""] = /script-src ([^;]+)/.exec(policy) ?? [];
  expect(sources.split(" ")).toEqual([
    "'sha256-dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0='",
    "'sha256-P8TM/nRYcOLA2Z9x8w/wZWyN7dQcwdfT03aw2+aF4vM='",
  ]);
});
