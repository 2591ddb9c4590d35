/** One look at a service, from the key to the report. */
import { randomBytes } from 'node:crypto';

import { checkKey, checkPlaces, checkSearch, checkWorkspaces, type Places } from './account';
import { assumedOfMetadata, loadContract, operationIds } from './contract';
import { Findings } from './findings';
import { Made } from './made';
import { checkLinks, checkRecordings, checkTrigger } from './reading';
import { noteHeaders, writeReport } from './report';
import { NotSent, Tap } from './tap';
import { CannotTry, Unreachable, Visit } from './visit';
import { checkWriting } from './writing';

/** How many requests a run sends at most; how many of them are kept for deleting what it made, and for making it. */
export const REQUESTS = { most: 80, kept: 4, forWriting: 17 };

export interface LiveOptions {
	apiKey: string;
	/** Without a slash at its end. */
	baseUrl: string;
	/** Needed when the key has several. */
	workspaceId?: string;
	/** Whether to make links, change and delete them. */
	mayWrite: boolean;
	/** Which steps to take, by their titles; all by default. The workspace has to be given then. */
	only?: string[];
	/** Gets a line for the screen at a time. */
	log: (line: string) => void;
	/** Aborting the first ends the run, which still deletes what it made; the second gives that up too. */
	signal: AbortSignal;
	giveUp?: AbortSignal;
}

export interface Outcome {
	/** 0 = as documented, 1 = something differs or was left, 2 = could not be tried, 130 = stopped. */
	exitCode: number;
	sentence: string;
	/** Markdown without anybody's data; undefined when nothing was tried. */
	report?: string;
	/** What could not be deleted, with IDs: for the screen alone. */
	left: string[];
}

/** What ended a run early, as the reason why the rest was not tried. */
interface Ending {
	reason: string;
	exitCode: number;
	sentence: string;
	/** A mistake of the check's own. */
	isOurs?: boolean;
}

/** Looks at the service. Throws for nothing that the service does. */
export async function runLive(options: LiveOptions): Promise<Outcome> {
	const { apiKey, baseUrl, mayWrite, log, signal, giveUp = new AbortController().signal } = options;
	const contract = await loadContract(true, true);
	const findings = new Findings((operation, { at, expected, came }) =>
		log(`  differs: ${operation}, ${at}: expected ${expected}, came ${came}`),
	);
	for (const operation of operationIds(contract)) findings.expect(operation);
	const made = new Made(`n8n-live-check-${randomBytes(4).toString('hex')}`, mayWrite);
	const tap = new Tap({
		...{ baseUrl, ...REQUESTS, signal, mayWrite: (request) => made.mayWrite(request) },
		begin: (request) => made.begin(request),
		hear: (exchange) => {
			made.hear(exchange);
			visit.hear(exchange);
		},
	});
	const visit = new Visit(contract, findings, apiKey, signal, tap);
	await tap.start();
	let ending: Ending | undefined;
	try {
		const steps = stepsOf(visit, made, { ...options, assumed: assumedOfMetadata(contract) });
		visit.workspaceId = options.workspaceId ?? '';
		ending = await runSteps(
			visit,
			steps.filter(([title]) => options.only?.includes(title) ?? true),
			log,
		);
	} finally {
		tap.isOver = true;
		// Its requests may be used up, and whoever stops it twice waits for nothing: what is left is told
		await Promise.race([made.clean(tap, apiKey, giveUp).catch(() => undefined), aborted(giveUp)]);
		await tap.stop();
	}
	const { left } = made;
	noteReasons(findings, mayWrite, ending);
	noteHeaders(findings, visit.words, tap.exchanges);
	const isUseless = ending?.exitCode === 2 && findings.count('as documented') === 0;
	const verdict = sentenceOf(findings, ending, left);
	return {
		...verdict,
		left,
		report: isUseless
			? undefined
			: writeReport(contract, findings, { mayWrite, requests: tap.count, sentence: verdict.sentence }),
	};
}

async function aborted(signal: AbortSignal): Promise<void> {
	if (!signal.aborted)
		await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

type Step = [title: string, run: () => Promise<unknown>];

function stepsOf(visit: Visit, made: Made, options: LiveOptions & { assumed: string }): Step[] {
	const { workspaceId, assumed, mayWrite } = options;
	let places: Places = { terms: {} };
	const writing: Step[] = [
		['writing', async () => await checkWriting(visit, made, places.domainId, assumed)],
	];
	return [
		['the key', async () => await checkKey(visit)],
		['workspaces', async () => await checkWorkspaces(visit, workspaceId)],
		['projects, domains and members', async () => (places = await checkPlaces(visit))],
		['links', async () => (places.terms.links = await checkLinks(visit))],
		['search', async () => await checkSearch(visit, places.terms)],
		['recordings', async () => await checkRecordings(visit, mayWrite ? REQUESTS.forWriting : 0)],
		['the trigger', async () => await checkTrigger(visit)],
		...(mayWrite ? writing : []),
	];
}

/** Runs one after the other. @returns what ended it early */
async function runSteps({ tap }: Visit, steps: Step[], log: LiveOptions['log']): Promise<Ending | undefined> {
	for (const [index, [title, run]] of steps.entries()) {
		const before = tap.count;
		log(`[${index + 1}/${steps.length}] Looking at ${title} ...`);
		try {
			await run();
		} catch (error) {
			return endingOf(error);
		}
		log(`  ${tap.count - before} requests, ${tap.count} so far`);
	}
	return undefined;
}

function endingOf(error: unknown): Ending {
	if (error instanceof CannotTry)
		return { reason: 'the run could not begin', exitCode: 2, sentence: error.message };
	if (error instanceof Unreachable)
		return {
			reason: 'the service could not be reached',
			exitCode: 2,
			sentence: `Userplane could not be reached (${error.code}): check the network, and USERPLANE_BASE_URL if it is set`,
		};
	if (error instanceof NotSent && error.reason === 'budget')
		return { reason: `the ${REQUESTS.most} requests of a run were used up`, exitCode: 0, sentence: '' };
	if (error instanceof NotSent && error.reason === 'stopped')
		return { reason: 'the run was stopped', exitCode: 130, sentence: 'Stopped' };
	// A message could show what the service said
	const place =
		/scripts\/live\/\w+\.ts:\d+/.exec((error instanceof Error && error.stack) || '')?.[0] ?? 'unknown';
	return {
		reason: 'the check failed',
		exitCode: 2,
		sentence: `The check itself failed at ${place}: please report it`,
		isOurs: true,
	};
}

function noteReasons(findings: Findings, mayWrite: boolean, ending: Ending | undefined): void {
	findings.notTried('recordings.delete', 'it would delete a recording of yours');
	if (!mayWrite)
		for (const name of ['links.create', 'links.update', 'links.delete'])
			findings.notTried(name, 'it writes: `npm run live -- --write`');
	for (const name of findings.operations.keys())
		findings.notTried(name, ending?.reason ?? 'what it needs was not there');
}

function sentenceOf(
	findings: Findings,
	ending: Ending | undefined,
	left: string[],
): Pick<Outcome, 'exitCode' | 'sentence'> {
	const differing = findings.count('differs');
	const early = ending ? `; ${ending.sentence || ending.reason}` : '';
	const count = `${findings.count('as documented')} operations are as documented, ${findings.count('not tried')} not tried${early}`;
	if (ending && (ending.exitCode === 130 || ending.isOurs)) return ending;
	if (differing > 0)
		return { exitCode: 1, sentence: `Operations that differ: ${differing}. Of the others, ${count}` };
	if (left.length > 0) return { exitCode: 1, sentence: `Something could not be deleted; ${count}` };
	if (ending && ending.exitCode > 0) return { exitCode: ending.exitCode, sentence: ending.sentence };
	if (findings.count('as documented') === 0)
		return { exitCode: 2, sentence: `It could not be tried: ${count}` };
	return { exitCode: 0, sentence: `Nothing differs: ${count}` };
}
