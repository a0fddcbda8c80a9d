import { spawn } from "node:child_process";

// Stands between the app and a server that must not outlive it: `node guard.js PROGRAM ARGUMENT...`.
// Its standard input is a pipe that the app holds open and never writes to. However the app ends, even by SIGKILL, the
// system closes the pipe, and the guard ends the server. It runs in a process group of its own, so that Ctrl-C at the
// terminal reaches the app alone, which then stops things in order.

const KILL_AFTER = 1_000;

const [program = "", ...argv] = process.argv.slice(2);
const server = spawn(program, argv, { stdio: ["ignore", "inherit", "inherit"] });

const stop = () => {
  server.kill("SIGTERM");
  setTimeout(() => server.kill("SIGKILL"), KILL_AFTER).unref();
};
process.stdin.resume().on("end", stop).on("error", stop);
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

server.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
server.on("exit", (code) => process.exit(code ?? 1));
