import { buildClusterTemplate } from "./pglite-cluster.js";

// Part of the build, as a program of its own: PGlite keeps hundreds of megabytes once it has made a cluster.
await buildClusterTemplate();
