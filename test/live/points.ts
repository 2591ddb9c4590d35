import type { Answer, Twist } from './twisted';

/** A point in which a service may differ, the operation at which it is to be found, and the place that is to be named. */
export interface Point {
	name: string;
	operation: string;
	at: string;
	twist: Twist;
}

type Row = Record<string, unknown>;
type Request = Parameters<NonNullable<Twist['answer']>>[1];

const IN = '^/workspace/ws_\\w+';

/** The calls of the API, by the ends of their paths. */
export const CALLS = {
	me: ['GET', '^/me$'],
	workspaces: ['GET', '^/workspaces$'],
	workspace: ['GET', '^/workspace/[^/]+$'],
	inviteUrl: ['GET', `${IN}/invite-url$`],
	projects: ['GET', `${IN}/projects$`],
	project: ['GET', `${IN}/projects/\\w+$`],
	domains: ['GET', `${IN}/domains$`],
	members: ['GET', `${IN}/members$`],
	links: ['GET', `${IN}/links$`],
	link: ['GET', `${IN}/links/[^/]+$`],
	create: ['POST', `${IN}/links$`],
	update: ['PUT', `${IN}/links/`],
	remove: ['DELETE', `${IN}/links/`],
	recordings: ['GET', `${IN}/recordings$`],
	recording: ['GET', `${IN}/recordings/[^/]+$`],
	video: ['GET', '/video$'],
	thumbnail: ['GET', '/thumbnail$'],
	consoleLog: ['GET', '/console-log$'],
	networkLog: ['GET', '/network-log$'],
	search: ['GET', '/search$'],
} as const;

type Call = keyof typeof CALLS;

function isCall(call: Call, { method, path }: Pick<Request, 'method' | 'path'>): boolean {
	const [verb, end] = CALLS[call];
	return method === verb && new RegExp(end).test(path);
}

/** Changes each answer of a call. */
export function answers(call: Call, change: (answer: Answer, request: Request) => unknown): Twist {
	return { answer: (answer, request) => isCall(call, request) && change(answer, request) };
}

/** Changes the `data` of each success of a call. */
export function data(call: Call, change: (data: Row, request: Request) => unknown): Twist {
	return answers(
		call,
		(answer, request) => answer.status === 200 && answer.body.data && change(answer.body.data, request),
	);
}

/** Changes one object of the data: `user`. */
export function inside(call: Call, name: string, change: (object: Row) => unknown): Twist {
	return data(call, (all) => change(all[name] as Row));
}

/** Changes each row of a list. */
export function rows(call: Call, change: (row: Row) => unknown, name: string = call): Twist {
	return data(call, (all) => (all[name] as Row[]).forEach(change));
}

/** Changes the pagination of a list. */
export function pagination(call: Call, change: (pagination: Row, count: number) => unknown): Twist {
	return data(call, (all) => change(all.pagination as Row, (all[call] as Row[]).length));
}

/** Lets a service pass over these parameters. */
export function ignores(call: Call, ...names: string[]): Twist {
	return {
		query: (query, path) => {
			if (!isCall(call, { method: 'GET', path })) return;
			for (const key of [...query.keys()]) if (names.includes(key.replace(/\[\d+\]$/, ''))) query.delete(key);
		},
	};
}

/** Another refusal, where there is one with this status. */
export function refusal(call: Call, status: number, change: (answer: Answer) => unknown): Twist {
	return answers(call, (answer) => answer.status === status && change(answer));
}

/** Another whole error body. */
export function errorOf(answer: Answer, status: number, code: string): void {
	Object.assign(answer, { status, body: { defined: true, code, status, message: 'No' } });
}

/** Gives a key another name. */
export function rename(row: Row, from: string, to: string): void {
	row[to] = row[from];
	Reflect.deleteProperty(row, from);
}

/** A row of the tables. */
export function point(operation: string, at: string, name: string, twist: Twist): Point {
	return { name, operation, at, twist };
}
