import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The engine's own user folder: n8n-core writes its settings, its key and the binary files there.
 * Must be imported before any n8n module, since those read the environment while they load.
 */
export const engineHome = mkdtempSync(join(tmpdir(), 'userplane-engine-'));

process.env.N8N_USER_FOLDER = engineHome;
process.env.N8N_ENCRYPTION_KEY = 'harness-encryption-key';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
process.env.N8N_LOG_LEVEL ??= 'silent';
