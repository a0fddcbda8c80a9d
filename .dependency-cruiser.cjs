// The arrows of the house: who may import whom. A folder imports what its list names, and nothing else of ours.
// Run by `npm run arrows`, and by `npm test`. A new package adds its row here.
const arrows = {
  "packages/cel": [],
  "packages/dev-idp": [],
  "packages/express": [],
  "apps/contacts": ["packages/express", "packages/dev-idp"],
};

const only = Object.entries(arrows).map(([from, allowed]) => ({
  name: `${from} imports only ${allowed.join(", ") || "itself"}`,
  severity: "error",
  from: { path: `^${from}/` },
  to: { path: "^(packages|apps)/", pathNot: [from, ...allowed].map((folder) => `^${folder}/`) },
}));

module.exports = {
  forbidden: [
    ...only,
    {
      name: "every folder has its row of arrows",
      severity: "error",
      from: { path: "^(packages|apps)/", pathNot: Object.keys(arrows).map((folder) => `^${folder}/`) },
      to: {},
    },
    {
      // Types may refer to each other, as a list's elements to the values they are.
      name: "no cycles but of types",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "sources do not import tests",
      severity: "error",
      from: { path: "/src/", pathNot: "\\.test(-d)?\\.ts$" },
      to: { path: "(/test/|\\.test(-d)?\\.ts$)" },
    },
    {
      name: "sources import only what their package.json names",
      severity: "error",
      from: { path: "/src/", pathNot: "(\\.test(-d)?\\.ts$|/web/src/)" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only", "npm-peer"] },
    },
    { name: "every import resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^(packages|apps)/[^/]+/dist/|node_modules/\\.cache/)" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["gatehouse:source", "import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
    },
  },
};
