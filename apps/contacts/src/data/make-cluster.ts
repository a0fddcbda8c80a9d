import { PGlite } from "@electric-sql/pglite";

// `node make-cluster.js DIRECTORY` fills an empty directory with the files of a new database cluster.
const [directory = ""] = process.argv.slice(2);
const client = await PGlite.create({ dataDir: directory, initDbStartParams: ["--no-sync"] });
await client.close();
