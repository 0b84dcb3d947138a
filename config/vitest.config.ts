import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: "unit",
          include: ["{app,components,db,domain,scripts}/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
          environment: "node",
          setupFiles: ["./domain/testing/seed.ts"],
          // What hangs ends; what a busy machine does slowly is no fault.
          testTimeout: 30_000,
        },
      },
      {
        root,
        test: {
          name: "database",
          include: ["{app,db,domain,scripts}/**/*.db.test.ts"],
          environment: "node",
          setupFiles: ["./domain/testing/seed.ts"],
          globalSetup: ["./db/testing/server.ts"],
          // One PostgreSQL, two cores: a database a file, two files at a time.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
