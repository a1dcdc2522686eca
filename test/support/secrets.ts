// A client, the fake that it talks to, and a second writer who comes just before a request.
import { type ClientOptions, createClient } from "../../src/index.ts";
import { createFakeApi, type Fault } from "../../src/testing/index.ts";
import { CONNECTOR } from "./calls.ts";

/** What happens just before a request, by its number. */
type Before = Readonly<Record<number, () => Promise<unknown>>>;

export function setup(secrets: Record<string, string> = {}, options: Partial<ClientOptions> = {}) {
  const api = createFakeApi({ connectors: [{ ...CONNECTOR, secrets }] });
  let before: Before = {};
  const fetch: typeof globalThis.fetch = async (...request) => {
    const happen = before[api.requests.length];
    before = { ...before, [api.requests.length]: async () => {} };
    await happen?.();
    return api.fetch(...request);
  };
  const limits = { maxRetries: 0, maxRetryDelay: 0, ...options };
  const client = createClient({ apiKey: "a-credential", fetch, ...limits });
  const listed = () => api.secrets(CONNECTOR.team_id, CONNECTOR.connector_identifier);
  const stored = () =>
    Object.fromEntries(
      listed().map(({ secret_name, secret_value }) => [secret_name, secret_value]),
    );
  const placeholderOf = (name: string) =>
    listed().find(({ secret_name }) => secret_name === name)?.secret_placeholder ?? "";
  const methods = () => api.requests.map(({ method }) => method).join(" ");

  /** A second writer, whose requests are not counted. */
  async function uncounted(act: (second: typeof client.secrets) => Promise<unknown>) {
    const count = api.requests.length;
    await act(createClient({ apiKey: "another-credential", fetch: api.fetch }).secrets);
    api.requests.splice(count);
  }
  const second = {
    create: (secret_name: string, secret_value: string) => () =>
      uncounted((client) => client.create({ ...CONNECTOR, secret_name, secret_value })),
    delete: (name: string) => () =>
      uncounted((client) =>
        client.delete({ ...CONNECTOR, secret_placeholder: placeholderOf(name) }),
      ),
  };
  const on = (happenings: Before) => {
    before = happenings;
  };
  return { api, client, stored, placeholderOf, methods, second, on };
}

/** A list of secrets with these names, as a server could send it. */
export const listOf = (...names: string[]) => ({
  count: names.length,
  secrets: names.map((secret_name, index) => ({
    secret_placeholder: `sec_00000000${index}`,
    secret_name,
  })),
});

/** A list that has the name twice, with placeholders that echo a text. */
export function echoing(text: string, name: string): Fault {
  const secrets = [1, 2].map((n) => ({ secret_placeholder: `${text}-${n}`, secret_name: name }));
  return { body: { count: 2, secrets } };
}
