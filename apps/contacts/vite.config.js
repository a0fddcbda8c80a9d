import { defineConfig } from "vite";

// The page of the contacts app: sources in web/, built to dist/web with hashed names. The server sends it under a
// Content-Security-Policy without 'unsafe-inline', so nothing is inlined: no script, no style, no data: URL.
export default defineConfig({
  root: "web",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: "es2022",
  },
});
