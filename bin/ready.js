#!/usr/bin/env node
/** Whether the server of this container can do its work, for the container's health check: 0 or 1. */
const port = process.env.PORT || 4000;

try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/ready`, {
    signal: AbortSignal.timeout(4000),
  });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
