import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The engine's own user folder: n8n-core writes its settings, its key and the binary files there.
 * Must be imported before any n8n module, since those read the environment while they load.
 */
export const engineHome = mkdtempSync(join(tmpdir(), 'userplane-engine-'));

// Some tests only read what the package says of itself and never end the engine; outside of jest `cleanup` does it
if ('afterAll' in globalThis) afterAll(() => rmSync(engineHome, { recursive: true, force: true }));

process.env.N8N_USER_FOLDER = engineHome;
process.env.N8N_ENCRYPTION_KEY = 'harness-encryption-key';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
process.env.N8N_LOG_LEVEL ??= 'silent';
