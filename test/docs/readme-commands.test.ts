// Every command of the README runs, as the built command line, against the fake API.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VALUE } from "../support/cli.ts";
import { useApi } from "../support/cli-api.ts";
import { readProjectFile, samplesOf } from "../support/samples.ts";

const readme = await readProjectFile("README.md");
const shell = [...samplesOf(readme, "sh"), ...samplesOf(readme, "yaml")].join("\n");
const commands = Array.from(
  shell.matchAll(/connector-secrets ((?:list|set|update|push|delete).*?)(?: {2,}#.*)?$/gm),
  ([, args = ""]) => args,
);

describe("the commands of the README", () => {
  const api = useApi({ client_id: "old", client_secret: "old" });
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "readme-"));
    await writeFile(join(folder, ".env"), `client_id=${VALUE}\nclient_secret=${VALUE}\n`);
    await writeFile(join(folder, "key.pem"), VALUE);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("are found", () => expect(commands.length).toBeGreaterThan(10));

  test.each([...new Set(commands)])("connector-secrets %s", async (command) => {
    const args = command
      .split(" ")
      .map((word) => word.replace(/^(\.env|key\.pem)$/, `${folder}/$1`));
    // Nobody is there to ask.
    const unattended = /--prune|^delete/.test(command) ? [...args, "--yes"] : args;
    const { code, stderr } = await api.run(unattended, {
      stdin: VALUE,
      env: { CLIENT_ID: VALUE, CLIENT_SECRET: VALUE },
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const writes = !/^(list|delete)|--dry-run/.test(command);
    expect(Object.values(api.stored()).includes(VALUE)).toBe(writes);
  });
});
