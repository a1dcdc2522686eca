// The pictures of the README show what the command and the pages show now.
import { describe, expect, test } from "vitest";
import { drawPipeline } from "../../scripts/pictures/pipeline.mjs";
import { recordPush } from "../../scripts/pictures/push.mjs";
import { drawTerminal, screenOf, textOf } from "../../scripts/pictures/terminal.mjs";
import { readProjectFile } from "../support/samples.ts";
import { hasTerminal } from "../support/terminal.ts";

const RENEW = "renew it with `npm run pictures`";

test("the pipeline is the one that is drawn", async () => {
  expect(await readProjectFile(".github/pipeline.svg"), RENEW).toBe(drawPipeline());
});

test.skipIf(!hasTerminal)("the push is the one that the command makes", async () => {
  const screen = await recordPush();
  expect(textOf(screen)).toContain("created client_secret");
  const drawn = drawTerminal(screen, "connector-secrets push .env --prune");
  expect(await readProjectFile(".github/push.svg"), RENEW).toBe(drawn);
});

describe("the screen of a terminal", () => {
  test.each<[name: string, output: string, want: string]>([
    ["a line after another", "one\r\ntwo\r\n", "one\ntwo"],
    ["a line drawn anew", "1/2\r2/2\r\n", "2/2"],
    ["a line that is cleared to its end", "waiting\r\u001b[Kdone", "done"],
    ["a line above, drawn anew", "one\r\ntwo\u001b[1A\r\u001b[2KONE", "ONE\ntwo"],
    ["colours, which are no text", "\u001b[1;32mgreen\u001b[0m", "green"],
  ])("%s", (_name, output, want) => expect(textOf(screenOf(output))).toBe(want));
});
