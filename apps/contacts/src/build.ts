import { makeTemplate } from "./data/pglite-cluster.js";

// What the build does once this package is compiled: prepares what the first start would otherwise wait for.
await makeTemplate();
