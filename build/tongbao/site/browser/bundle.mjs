// Bundles what the pages run: node bundle.mjs OUT. By esbuild's interface, so that no shell and no path is needed.
import { build } from "esbuild";

await build({
  entryPoints: ["lists.js", "search.js", "editor.js", "question.js", "network.js", "missing.js", "store.worker.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  loader: { ".wasm": "file" },
  assetNames: "[name]",
  outdir: process.argv[2],
});
