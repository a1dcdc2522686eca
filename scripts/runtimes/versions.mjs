// The versions that the package is proven on. The oldest Node is that of `engines`.

export const NODES = ["20.19.0", "22.23.3", "24.21.0", "26.10.0"];
export const BUN = { bun: "1.4.5" };
export const DENO = { deno: "2.9.5" };
export const WORKERD = { miniflare: "4.20260730.0", workerd: "1.20260730.1" };
export const TYPESCRIPTS = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];
/** What the benchmark compares with. */
export const PEERS = {
  "@hey-api/openapi-ts": "0.99.0",
  axios: "1.21.1",
  ky: "2.1.0",
  ofetch: "1.5.1",
  // hey-api takes the newest for its own otherwise, and does not run with it.
  typescript: "5.9.3",
};
