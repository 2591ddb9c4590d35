import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isRoot } from '../debian';
import { run } from '../n8n/command';
import { startService, type Service } from './service';

/** A database server of the run's own. */
export interface Postgres extends Service {
	/** The settings with which n8n finds it. */
	env: NodeJS.ProcessEnv;
}

/** Debian keeps each major version's programs in a folder of its own, off the PATH. */
const VERSIONS = '/usr/lib/postgresql';
const USER = 'n8n';

/** The folder with initdb and postgres of the newest installed version; undefined when there is none. */
export function postgresPrograms(): string | undefined {
	const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
	return versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(VERSIONS, version, 'bin'))
		.find((bin) => existsSync(path.join(bin, 'initdb')) && existsSync(path.join(bin, 'postgres')));
}

/** Makes a cluster in `folder` and starts it; clusters of the machine are not touched. Whoever owns `folder` removes it. */
export async function startPostgres(folder: string, signal?: AbortSignal): Promise<Postgres> {
	const bin = postgresPrograms();
	if (!bin) throw new Error('PostgreSQL is not installed');
	const home = path.join(folder, 'postgres');
	const passwordFile = path.join(home, 'password');
	const data = path.join(home, 'data');
	const password = randomBytes(12).toString('hex');
	await mkdir(home);
	await writeFile(passwordFile, password);
	const environment = { cwd: home, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }, signal };
	// PostgreSQL refuses to run as root; the package brings this user
	if (isRoot()) await run('chown', ['-R', 'postgres:postgres', home], environment);
	const as = isRoot() ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : ['env'];
	const [first, ...rest] = as;
	const init = ['--no-sync', '--encoding=UTF8', '--auth=scram-sha-256', `--username=${USER}`];
	const initdb = path.join(bin, 'initdb');
	await run(first, [...rest, initdb, ...init, `--pwfile=${passwordFile}`, '-D', data], environment);
	// Nothing of it must outlive the run, so nothing needs to reach the disk
	const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap((s) => ['-c', s]);
	const service = await startService(
		{
			...environment,
			what: 'PostgreSQL',
			folder,
			command: (port) => [
				...[...as, path.join(bin, 'postgres'), '-D', data, '-h', '127.0.0.1', '-p', String(port)],
				...['-k', home, ...settings],
			],
			ready: 'ready to accept connections',
		},
		signal,
	);
	return { ...service, env: settingsFor(service.port, password) };
}

function settingsFor(port: number, password: string): NodeJS.ProcessEnv {
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: USER,
		DB_POSTGRESDB_PASSWORD: password,
	};
}
