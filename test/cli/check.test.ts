// check: what a configuration refers to, against what is stored.
import { describe, expect } from "vitest";
import { VALUE } from "../support/cli.ts";
import { type TestApi, testWithApi } from "../support/cli-api.ts";

const it = testWithApi({ client_id: "a", api_key: "b", spare: "c" });

const items = [
  { id: "region", source: "userInput", value: VALUE },
  { id: "gone", source: "encrypted", value: VALUE },
];
/** It holds a value in plain text, which no run may show. */
const configurationOf = (api: TestApi) => ({
  secrets: { items },
  auth: { header: `Basic {{ secrets.${api.placeholder("client_id")} }}`, password: VALUE },
  requests: [
    { url: "https://x/?key={{secrets.api_key}}" },
    { "{{ secrets.gone }}": "{{secrets.api_key}}" },
  ],
});
const stored = (api: TestApi, secret_name: string) => ({
  secret_name,
  secret_placeholder: api.placeholder(secret_name),
});

function referencesOf(api: TestApi) {
  const id = stored(api, "client_id");
  const at = (reference: string, ...paths: string[]) => ({ reference, paths });
  return [
    { ...at(id.secret_placeholder, "/auth/header"), match: "placeholder", ...id },
    {
      ...at("api_key", "/requests/0/url", "/requests/1/{{ secrets.gone }}"),
      match: "name",
      ...stored(api, "api_key"),
    },
    {
      ...at("gone", "/requests/1/{{ secrets.gone }}"),
      match: "missing",
    },
    { ...at("region", "/secrets/items/0/id"), match: "declared" },
  ];
}

describe("a configuration with a missing reference", () => {
  it.for(["c.json", "-"])("%s: exit code 1, and the result as JSON", async (name, { api }) => {
    const stdin = `\uFEFF${JSON.stringify(configurationOf(api))}`;
    api.write("c.json", stdin);
    const ran = await api.run(`secrets check ${name}`, { stdin });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toEqual({
      references: referencesOf(api),
      unused: [stored(api, "spare")],
    });
    expect(ran.stderr).toContain(
      "4 references: 1 by placeholder, 1 by name, 1 declared, 1 missing. 1 stored and unused.\n",
    );
    expect(ran.stderr).toContain("error: Not stored: gone.\n");
    expect(api.methods()).toBe("GET");
  });

  it("as a table: each reference, its match and its paths", async ({ api }) => {
    const stdin = JSON.stringify(configurationOf(api));
    const { code, stdout } = await api.run("secrets check - --output table", { stdin });
    const [id, key, spare] = ["client_id", "api_key", "spare"].map((name) => api.placeholder(name));
    expect(code).toBe(1);
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["MATCH", "REFERENCE", "SECRET_NAME", "SECRET_PLACEHOLDER", "PATHS"],
      ["placeholder", id, "client_id", id, "/auth/header"],
      ["name", "api_key", "api_key", key, "/requests/0/url /requests/1/{{ secrets.gone }}"],
      ["missing", "gone", "/requests/1/{{ secrets.gone }}"],
      ["declared", "region", "/secrets/items/0/id"],
      ["unused", "spare", spare],
      [""],
    ]);
  });
});

describe("exit code 0", () => {
  it.for<[name: string, configuration: object, summary: string]>([
    ["nothing is missing", { a: "{{ secrets.spare }}" }, "1 reference: 1 by name. 2 stored"],
    ["nothing is referred to", {}, "0 references. 3 stored and unused."],
  ])("%s", async ([_, configuration, summary], { api }) => {
    const { code, stderr } = await api.run("secrets check -", {
      stdin: JSON.stringify(configuration),
    });
    expect(code).toBe(0);
    expect(stderr).toContain(summary);
  });

  it("a reference cannot steer the terminal", async ({ api }) => {
    const stdin = JSON.stringify({ "a\u001b[2J": "{{ secrets.\u001b[31m }}" });
    const { stdout } = await api.run("secrets check - --output table", { stdin });
    expect(stdout).toContain("\\u{1b}[31m");
    expect(stdout).toContain("/a\\u{1b}[2J");
  });
});

it("without a file, the connector's own configuration is read", async ({ api }) => {
  const configuration_json = configurationOf(api);
  api.fake.failNext({ body: { configuration: { configuration_json } } });
  const { code, stdout } = await api.run("secrets check");
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { references: referencesOf(api) }]);
});
