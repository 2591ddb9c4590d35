import { get } from 'node:https';
import { connect } from 'node:net';

import { startMiniServer } from './mini/server';

it.each(['api.userplane.io', '192.0.2.1'])('lets no test reach %s', async (host) => {
	const refusal = { code: 'ENOTFOUND', message: expect.stringContaining('this machine only') as string };
	const error = await new Promise((resolve) => connect(443, host).once('error', resolve));
	expect(error).toMatchObject(refusal);
	const refused = await new Promise((resolve) => get(`https://${host}/`).once('error', resolve));
	expect(refused).toMatchObject(refusal);
});

it.each(['127.0.0.1', 'localhost'])('lets a test reach %s', async (host) => {
	const server = await startMiniServer();
	const port = Number(new URL(server.baseUrl).port);
	const socket = connect({ port, host, family: 4 });
	await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
	expect(socket.remotePort).toBe(port);
	socket.destroy();
	await server.close();
});
