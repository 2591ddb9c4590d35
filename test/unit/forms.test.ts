import { type Fact, isProblem } from '../../nodes/Userplane/logs/facts';
import type { LogName } from '../../nodes/Userplane/shared/files';
import { aside } from './forms/aside';
import type { Forms } from './forms/types';
import { worked } from './forms/worked';
import { read } from './readFacts';

const URL = 'https://app.example/api/pay';

/** An entry of a log, what it is to be read as, and whether something went wrong. */
type Probe = [log: LogName, entry: object, fact: object, isBad: boolean];

function probesOf({ console, requests, actions }: Forms): Array<[form: string, probes: Probe[]]> {
	const levels = [
		['error', 'Cart is null'],
		['warning', 'Slow answer'],
		['info', 'Opened'],
	] as const;
	return [
		...Object.entries(console).map(([name, form]): [string, Probe[]] => [
			`console: ${name}`,
			levels.map(([level, text]) => [
				'consoleLog',
				form(level, text),
				{ kind: 'console', level: level === 'info' ? 'other' : level, text },
				level !== 'info',
			]),
		]),
		...Object.entries(requests).map(([name, form]): [string, Probe[]] => [
			`requests: ${name}`,
			[500, 200, 0].map((status) => [
				'networkLog',
				form('POST', URL, status),
				{ kind: 'request', outcome: status === 200 ? 'fine' : 'failed', url: URL, method: 'POST' },
				status !== 200,
			]),
		]),
		...Object.entries(actions).map(([name, form]): [string, Probe[]] => [
			`actions: ${name}`,
			[
				['actions', form('click', 'Pay now'), { kind: 'action', text: "Clicked 'Pay now'" }, false],
				['actions', form('input', 'Email'), { kind: 'action', text: 'Typed into Email' }, false],
				['actions', form('go', URL), { kind: 'page', url: URL }, false],
			],
		]),
	];
}

const holds = (facts: Fact[], expected: object): boolean =>
	facts.length === 1 &&
	Object.entries(expected).every(([key, value]) => facts[0][key as keyof Fact] === value);

/** The forms of which not every entry is read as it is meant. */
const notRead = (forms: Forms): string[] =>
	probesOf(forms)
		.filter(([, probes]) => !probes.every(([log, entry, fact]) => holds(read(log, entry), fact)))
		.map(([name]) => name);

/** The forms of which an entry that tells of a failure is taken for one that does not. */
const calm = (forms: Forms): string[] =>
	probesOf(forms)
		.filter(([, probes]) =>
			probes.some(([log, entry, , isBad]) => {
				const facts = read(log, entry);
				return isBad && facts.length > 0 && !facts.some(isProblem);
			}),
		)
		.map(([name]) => name);

it.each([
	['that the rule was tried on', worked, 0.95],
	['that were set aside', aside, 0.85],
])('most forms are read of those %s, and none is taken for calm', (_, forms, share) => {
	expect(calm(forms)).toEqual([]);
	const missed = notRead(forms);
	const isEnough = missed.length <= probesOf(forms).length * (1 - share);
	expect({ missed, isEnough }).toEqual({ missed, isEnough: true });
});
