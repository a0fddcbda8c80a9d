import { defineConfig } from "vitest/config";

const resolve = { conditions: ["gatehouse:source"] };
const ssr = { resolve: { conditions: ["gatehouse:source"] } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: "unit",
          include: ["packages/*/{src,test}/**/*.test.ts", "apps/*/src/**/*.test.ts", "apps/*/web/src/**/*.test.ts"],
          testTimeout: 15_000,
        },
      },
      {
        // Whole systems: real processes, databases and a browser, one file at a time on a small machine.
        resolve,
        ssr,
        test: {
          name: "system",
          include: ["apps/*/test/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
