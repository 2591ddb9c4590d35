import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { getHost, NEWEST } from '../../scripts/hosts/hosts';
import { installHost } from '../../scripts/hosts/install';

/**
 * A package with n8n's own HTTP Request node alone, taken from the newest n8n server that this project is tested on (it is
 * installed into the cache when it is not there). The other nodes of that server would take a minute to load.
 */
export interface HttpRequestPackage {
	directory: string;
	/** The n8n version that the node comes from. */
	n8n: string;
	remove(): void;
}

/** @throws when the server can neither be found in the cache nor be installed */
export async function httpRequestPackage(log: (line: string) => void): Promise<HttpRequestPackage> {
	const host = await installHost(getHost(NEWEST), log);
	const node = join(host.installed, 'node_modules/n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js');
	const directory = mkdtempSync(join(tmpdir(), 'userplane-bench-'));
	const manifest = {
		name: 'n8n-nodes-http',
		version: '1.0.0',
		n8n: { n8nNodesApiVersion: 1, credentials: [], nodes: ['HttpRequest.node.js'] },
	};
	writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
	writeFileSync(
		join(directory, 'HttpRequest.node.js'),
		`module.exports = require(${JSON.stringify(node)});\n`,
	);
	return { directory, n8n: host.n8n, remove: () => rmSync(directory, { recursive: true }) };
}
