import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installNodePackage } from '../../scripts/n8n/nodePackage';
import { ensureInstalled, INSTALL_MS } from './installedHost';

it(
	'is one package for a user who installs it, on the Node that this n8n runs on',
	async () => {
		const { node } = await ensureInstalled();
		const folder = await mkdtemp(path.join(tmpdir(), 'userplane-install-'));
		try {
			expect(await installNodePackage(folder, node.bin)).toEqual(['n8n-nodes-userplane']);
		} finally {
			await rm(folder, { recursive: true });
		}
	},
	INSTALL_MS,
);
