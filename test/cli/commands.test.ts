// What each command does, and what its two streams report.
import { describe, expect } from "vitest";
import { VALUE } from "../support/cli.ts";
import { testWithApi } from "../support/cli-api.ts";

const BEFORE = { client_id: "an-id-of-before" };
const it = testWithApi(BEFORE);
const stdin = `${VALUE}\n`;

it("list prints the list in the shape of the API, or a table", async ({ api }) => {
  const secret_placeholder = api.placeholder("client_id");
  const { code, stdout, stderr } = await api.run("secrets list");
  const secret = { secret_placeholder, secret_name: "client_id" };
  expect([code, JSON.parse(stdout), stderr]).toEqual([0, { count: 1, secrets: [secret] }, ""]);
  const table = await api.run("secrets list --output table");
  expect(table.stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
    ["SECRET_PLACEHOLDER", "SECRET_NAME"],
    [secret_placeholder, "client_id"],
    [""],
  ]);
});

it("create stores a new secret, prints the updated list, and says which is new", async ({
  api,
}) => {
  const { code, stdout, stderr } = await api.run("secrets create token", { stdin });
  expect(code).toBe(0);
  expect(api.stored()).toEqual({ ...BEFORE, token: VALUE });
  expect(JSON.parse(stdout)).toHaveProperty("count", 2);
  expect(stderr).toContain(`created token (${api.placeholder("token")})`);
});

describe("set", () => {
  it.for<[name: string, action: string]>([
    ["token", "created"],
    ["client_id", "updated"],
  ])("creates or overwrites: %s is %s", async ([secret_name, action], { api }) => {
    const { code, stdout, stderr } = await api.run(["secrets", "set", secret_name], { stdin });
    expect(code).toBe(0);
    expect(api.stored()[secret_name]).toBe(VALUE);
    const secret_placeholder = api.placeholder(secret_name);
    expect(JSON.parse(stdout)).toEqual({ secret_name, secret_placeholder, action });
    expect(stderr).toContain(`${action} ${secret_name} (${secret_placeholder})`);
  });

  it("finishes after a lost connection, without storing twice", async ({ api }) => {
    api.fake.failNext({}, { drop: "after" });
    expect((await api.run("secrets set token --max-retries 0", { stdin })).code).toBe(0);
    const names = api.fake.secrets(936506, "T3S70").map(({ secret_name }) => secret_name);
    expect(names).toEqual(["client_id", "token"]);
  });
});

describe("a server that sends values back", () => {
  const secret = { secret_placeholder: "sec_1", secret_name: "token" };
  const body = { count: 1, secrets: [{ ...secret, secret_value: VALUE, value: VALUE }] };
  const [list, write] = [{ body }, { status: 204 }];

  // The run itself fails if a stream shows the value.
  it.for<[args: string, responses: object[], want: object]>([
    ["list", [list], { count: 1, secrets: [secret] }],
    ["create token", [{ status: 201, body }], { count: 1, secrets: [secret] }],
    ["check", [{ body: {} }, list], { references: [], unused: [secret] }],
    ["set token", [list, write], { ...secret, action: "updated" }],
    ["update --name token", [list, write], { ...secret, action: "updated" }],
    ["delete --name token --yes", [list, write], { ...secret, action: "deleted" }],
    ["push -", [list, list, write], { items: [expect.objectContaining({ status: "done" })] }],
  ])("is not shown by %s", async ([args, responses, want], { api }) => {
    api.fake.failNext(...responses);
    const { code, stdout } = await api.run(`secrets ${args}`, { stdin: "token=v" });
    expect([code, JSON.parse(stdout)]).toEqual([0, want]);
  });
});

describe.each(["update", "delete"])("%s", (command) => {
  const options = command === "update" ? { stdin } : {};
  const want = command === "update" ? { client_id: VALUE } : {};

  it.for(["a placeholder", "--name"])("takes %s", async (way, { api }) => {
    const secret_placeholder = api.placeholder("client_id");
    const secret_name = "client_id";
    const given = way === "--name" ? `--name ${secret_name}` : secret_placeholder;
    const { code, stdout } = await api.run(`secrets ${command} ${given} --yes`, options);
    expect([code, api.stored()]).toEqual([0, want]);
    expect(JSON.parse(stdout)).toEqual({
      ...(way === "--name" && { secret_name }),
      ...{ secret_placeholder, action: `${command}d` },
    });
  });

  it("fails if no secret has the name", async ({ api }) => {
    const { code, stderr } = await api.run(`secrets ${command} --name nobody --yes`, options);
    expect([code, api.stored()]).toEqual([1, BEFORE]);
    expect(stderr).toContain("no secret named nobody.");
  });

  it("of a name in the place of a placeholder points to --name", async ({ api }) => {
    const ran = await api.run(`secrets ${command} client_id --yes`, options);
    expect([ran.code, ran.stdout, api.stored()]).toEqual([1, "", BEFORE]);
    expect(ran.stderr.split("\n").slice(0, 2)).toEqual([
      "error: client_id is the name of a secret, not a placeholder.",
      `  Nothing was changed. Give a name with --name: \`connector-builder secrets ${command} --name client_id\`.`,
    ]);
  });

  it("of what is neither is the 404, also without the list", async ({ api }) => {
    const neither = await api.run(`secrets ${command} sec_none --yes`, options);
    api.fake.failNext({ status: 404 }, { status: 403 });
    const unlisted = await api.run(`secrets ${command} client_id --yes`, options);
    for (const { code, stderr } of [neither, unlisted]) {
      expect(code).toBe(1);
      expect(stderr).toContain("error: 404 NOT_FOUND.");
      expect(stderr).not.toContain("--name");
    }
  });
});
