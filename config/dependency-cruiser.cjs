/** Imports run one way: app → components → domain → db (docs/architecture.md). */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "A circle that a type closes is none when the program runs.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "components-know-no-app",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(app|scripts|e2e)/" },
    },
    {
      name: "domain-knows-no-page",
      severity: "error",
      from: { path: "^domain/" },
      to: { path: "^(app|components|scripts|e2e)/" },
    },
    {
      name: "db-knows-nobody",
      severity: "error",
      // The test server migrates with the domain's transition tables, as the start does.
      from: { path: "^db/", pathNot: "^db/testing/server\\.ts$" },
      to: { path: "^(app|components|domain|scripts|e2e)/" },
    },
    {
      name: "domain-knows-no-next",
      severity: "error",
      from: { path: "^(domain|db)/" },
      to: { path: "node_modules/(next|next-auth|next-intl|react|react-dom)/" },
    },
    {
      name: "components-never-query",
      comment: "Components take types and pure rules from the domain, never queries.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^db/(connect|viewer|migrate|embedded)" },
    },
    {
      name: "not-to-test",
      severity: "error",
      from: { pathNot: "\\.test\\.ts$|^(e2e|db/testing|domain/testing)" },
      to: { path: "\\.test\\.ts$|^(e2e|db/testing)/|^domain/testing/" },
    },
    { name: "not-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)\\.next/|next-env" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
      conditionNames: ["types", "react-server", "import", "require", "node", "default"],
    },
  },
};
