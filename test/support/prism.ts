// The mock server of the contract, on a free port. Start one a file, not one a test.
export { startPrism } from "../../scripts/support/prism.mjs";
