// What each command does, and what its two streams say.
import { describe, expect } from "vitest";
import { VALUE } from "../support/cli.ts";
import { testWithApi } from "../support/cli-api.ts";

const it = testWithApi({ client_id: "an-id-of-before" });
const stdin = `${VALUE}\n`;

describe("list", () => {
  it.concurrent("prints the list in the shape of the API, as JSON where piped", async ({ api }) => {
    const { code, stdout, stderr } = await api.run(["secrets", "list"]);
    const secret = { secret_placeholder: api.placeholder("client_id"), secret_name: "client_id" };
    expect([code, JSON.parse(stdout), stderr]).toEqual([0, { count: 1, secrets: [secret] }, ""]);
  });

  it.concurrent("prints a table with --output table", async ({ api }) => {
    const { stdout } = await api.run(["secrets", "list", "--output", "table"]);
    const placeholder = api.placeholder("client_id");
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["SECRET_PLACEHOLDER", "SECRET_NAME"],
      [placeholder, "client_id"],
      [""],
    ]);
  });
});

describe("create", () => {
  it.concurrent("stores a new secret, prints the updated list, and says which is new", async ({
    api,
  }) => {
    const { code, stdout, stderr } = await api.run(["secrets", "create", "token"], { stdin });
    expect(code).toBe(0);
    expect(api.stored()).toEqual({ client_id: "an-id-of-before", token: VALUE });
    const list = JSON.parse(stdout) as { count: number };
    expect(list.count).toBe(2);
    expect(stderr).toContain(`created token (${api.placeholder("token")})`);
  });

  it.concurrent("does not overwrite, and points to set", async ({ api }) => {
    const { code, stdout, stderr } = await api.run(["secrets", "create", "client_id"], { stdin });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Nothing was changed.");
    expect(stderr).toContain("`secrets set <name>`");
    expect(api.stored()).toEqual({ client_id: "an-id-of-before" });
  });
});

describe("set", () => {
  it.concurrent.for<[name: string, action: string]>([
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

  it.concurrent("finishes after a lost connection, without storing twice", async ({ api }) => {
    api.fake.failNext({}, { drop: "after" });
    const { code } = await api.run(["secrets", "set", "token", "--max-retries", "0"], { stdin });
    expect(code).toBe(0);
    expect(api.fake.secrets(936506, "T3S70").map(({ secret_name }) => secret_name)).toEqual([
      "client_id",
      "token",
    ]);
  });
});

describe("a server that sends values back", () => {
  const secret = { secret_placeholder: "sec_1", secret_name: "token" };
  const body = { count: 1, secrets: [{ ...secret, secret_value: VALUE, value: VALUE }] };

  // The run itself fails where a stream shows the value.
  it.concurrent.for<[args: string[], answers: object[], want: object]>([
    [["secrets", "list"], [{ body }], { count: 1, secrets: [secret] }],
    [["secrets", "create", "token"], [{ status: 201, body }], { count: 1, secrets: [secret] }],
    [["secrets", "set", "token"], [{ body }, { status: 204 }], { ...secret, action: "updated" }],
    [
      ["secrets", "update", "--name", "token"],
      [{ body }, { status: 204 }],
      { ...secret, action: "updated" },
    ],
    [
      ["secrets", "delete", "--name", "token", "--yes"],
      [{ body }, { status: 204 }],
      { ...secret, action: "deleted" },
    ],
  ])("%j does not show them", async ([args, answers, want], { api }) => {
    api.fake.failNext(...answers);
    const { code, stdout } = await api.run(args, { stdin: "v" });
    expect([code, JSON.parse(stdout)]).toEqual([0, want]);
  });

  it.concurrent("nor does a push", async ({ api }) => {
    const answers = [{ body }, { body }, { status: 204 }];
    api.fake.failNext(...answers);
    const { code } = await api.run(["secrets", "push", "-"], { stdin: "token=v" });
    expect(code).toBe(0);
  });
});

describe.each(["update", "delete"])("%s", (command) => {
  const options = command === "update" ? { stdin } : {};
  const want = command === "update" ? { client_id: VALUE } : {};

  it.concurrent("takes a placeholder", async ({ api }) => {
    const secret_placeholder = api.placeholder("client_id");
    const { code, stdout } = await api.run(
      ["secrets", command, secret_placeholder, "--yes"],
      options,
    );
    expect([code, api.stored()]).toEqual([0, want]);
    expect(JSON.parse(stdout)).toEqual({ secret_placeholder, action: `${command}d` });
  });

  it.concurrent("takes --name in its place, and looks the placeholder up", async ({ api }) => {
    const secret_placeholder = api.placeholder("client_id");
    const { code, stdout } = await api.run(
      ["secrets", command, "--name", "client_id", "--yes"],
      options,
    );
    expect([code, api.stored()]).toEqual([0, want]);
    const secret_name = "client_id";
    expect(JSON.parse(stdout)).toEqual({ secret_name, secret_placeholder, action: `${command}d` });
  });

  it.concurrent("refuses a name that two secrets bear, names their placeholders and writes nothing", async ({
    api,
  }) => {
    const secrets = ["sec_1", "sec_2"].map((secret_placeholder) => ({
      secret_placeholder,
      secret_name: "twin",
    }));
    api.fake.failNext({ status: 200, body: { count: 2, secrets } });
    const { code, stderr } = await api.run(
      ["secrets", command, "--name", "twin", "--yes"],
      options,
    );
    expect(code).toBe(64);
    expect(stderr).toContain("sec_1, sec_2");
    expect(api.fake.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  it.concurrent("says so where no secret has the name", async ({ api }) => {
    const { code, stderr } = await api.run(
      ["secrets", command, "--name", "nobody", "--yes"],
      options,
    );
    expect(code).toBe(1);
    expect(stderr).toContain("no secret named nobody.");
    expect(api.stored()).toEqual({ client_id: "an-id-of-before" });
  });

  it.concurrent("a name in the place of a placeholder: says that it goes behind --name", async ({
    api,
  }) => {
    const { code, stdout, stderr } = await api.run(
      ["secrets", command, "client_id", "--yes"],
      options,
    );
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr.split("\n").slice(0, 2)).toEqual([
      "error: client_id is the name of a secret, not a placeholder.",
      `  Nothing was changed. Give a name with --name: \`connector-builder secrets ${command} --name client_id\`.`,
    ]);
    expect(api.stored()).toEqual({ client_id: "an-id-of-before" });
  });

  it.concurrent("what is neither gets the 404, also where the list cannot be had", async ({
    api,
  }) => {
    const neither = await api.run(["secrets", command, "sec_none", "--yes"], options);
    api.fake.failNext({ status: 404 }, { status: 403 });
    const unlisted = await api.run(["secrets", command, "client_id", "--yes"], options);
    for (const { code, stderr } of [neither, unlisted]) {
      expect(code).toBe(1);
      expect(stderr).toContain("error: 404 NOT_FOUND.");
      expect(stderr).not.toContain("--name");
    }
  });

  it.concurrent.for<[name: string, args: string[]]>([
    ["neither placeholder nor --name", []],
    ["both", ["sec_1", "--name", "client_id"]],
  ])("refuses %s, before any request", async ([_, args], { api }) => {
    const { code, stderr } = await api.run(["secrets", command, ...args, "--yes"], options);
    expect([code, api.fake.requests]).toEqual([64, []]);
    expect(stderr).toMatch(/^error: .* placeholder .* --name .* given\.\n/);
  });
});

describe("delete", () => {
  it.concurrent("without a terminal wants --yes, and deletes nothing without it", async ({
    api,
  }) => {
    const { code, stderr } = await api.run(["secrets", "delete", api.placeholder("client_id")]);
    expect(code).toBe(64);
    expect(stderr).toContain("--yes");
    expect(api.stored()).toEqual({ client_id: "an-id-of-before" });
  });
});
