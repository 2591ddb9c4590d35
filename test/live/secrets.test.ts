import { jsonContent, ndjsonContent, type Simulator } from '../simulator';
import { useScene } from './scene';
import type { Twist } from './twisted';

const scene = useScene();

/** Stands in every text of the service, and in each key that is a customer's own. */
const WORD = 'quokka';

/** Writes the word into all that anybody could have written. */
function fill({ store, seed }: Simulator): void {
	for (const user of store.users.values())
		Object.assign(user, { name: `${WORD} one`, email: `${WORD}@quokka.example` });
	for (const member of store.members.values())
		Object.assign(member, { memberName: `${WORD} two`, memberEmail: `m@${WORD}.example` });
	for (const workspace of store.workspaces.values())
		Object.assign(workspace, { workspaceName: WORD, inviteUrl: `https://${WORD}.example/i` });
	for (const project of store.projects.values()) project.projectTitle = `${WORD} project`;
	for (const domain of store.domains.values()) domain.domainUrl = `${WORD}.example`;
	for (const link of store.links.values())
		Object.assign(link, {
			...{ linkTitle: `${WORD} ${link.linkTitle ?? ''}`, linkProviderId: WORD, linkProviderReference: WORD },
			...{ linkURL: `https://${WORD}.example/r/1`, linkMeta: { [WORD]: WORD, email: WORD } },
		});
	for (const recording of store.recordings.values()) {
		const { resources } = recording;
		Object.assign(recording, {
			...{ notes: WORD, customMeta: { [WORD]: { [WORD]: 1 } }, status: WORD },
			systemMeta: { browser: WORD, [WORD]: WORD, url: `https://${WORD}.example` },
		});
		resources.consoleLog.content = ndjsonContent([
			{ level: WORD, message: WORD, [WORD]: 1, context: { [WORD]: 2 } },
		]);
		resources.networkLog.content = jsonContent([
			{ url: `https://${WORD}.example`, request: { headers: { [WORD]: 1 }, [WORD]: 1 } },
		]);
		resources.action.content = jsonContent([{ [`data-${WORD}`]: WORD, target: WORD }]);
	}
	store.links.delete(seed.deletedLinkId);
}

/** Puts a key of that name into each object, and an ID as a key of a map. */
const strangeKeys: Twist = {
	answer: ({ body }) => {
		const visit = (value: unknown): void => {
			if (typeof value !== 'object' || value === null) return;
			Object.values(value).forEach(visit);
			if (!Array.isArray(value))
				Object.assign(value, { [`${WORD}Key`]: WORD, [`lnk_${WORD}`]: { [WORD]: 1 } });
		};
		visit(body);
	},
};

/** Refusals and other answers that quote what they got. */
const talkative: Twist = {
	answer: (answer) => {
		const { status, body, headers } = answer;
		if (status < 300) return;
		Object.assign(headers, { [`x-ratelimit-${WORD}`]: WORD, location: `https://${WORD}.example` });
		Object.assign(body, { message: `${WORD} is not there`, code: `${WORD.toUpperCase()}_GONE` });
	},
};

const types: Twist = {
	answer: ({ body, headers }) => {
		headers['content-type'] = `text/${WORD}`;
		const text = JSON.stringify(body).replace(
			/"(type|linkType|workspaceRole|domainStatus|createdAt)":"[^"]*"/g,
			`"$1":"${WORD}"`,
		);
		Object.assign(body, JSON.parse(text));
	},
};

it.each([
	['as it is', {}],
	['with keys of its own', strangeKeys],
	['with errors that quote', talkative],
	['with types of its own', types],
	[
		'with an error page everywhere',
		{ answer: (answer: { text?: string }) => void (answer.text = `<h1>${WORD}</h1>`) },
	],
])('nothing of anybody is told of a service %s', async (_name, twist) => {
	fill(scene.simulator);
	const { store, apiKey, seed } = scene.simulator;
	const { report, lines, sentence } = await scene.lookAt(twist, { mayWrite: true });
	const told = [report, ...lines, sentence].join('\n');
	expect(report?.split('\n').length).toBeGreaterThan(30);
	const ids = [...store.links.keys(), ...store.recordings.keys(), ...Object.values({ ...seed })];
	const secrets = [WORD, apiKey, '127.0.0.1', 'X-Amz-Signature', ...ids];
	expect(secrets.filter((secret) => told.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
});
