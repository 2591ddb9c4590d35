import type { IDataObject } from 'n8n-workflow';

import { claimLink } from '../../nodes/Userplane/references/claim';
import { type Caller, KnownLinks, MOST } from '../../nodes/Userplane/references/known';
import type { HttpRequest } from '../../nodes/Userplane/transport/http';
import { type Fate, LinkService } from './linkService';
import { VirtualClock } from './virtualClock';

const calm: Fate = { there: 0, back: 0, lag: 0, fault: 'none' };

/** What becomes of a call's requests with a method, in order; those behind are like the last. */
type Fates = Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', Array<Partial<Fate>>>>;

export interface Scene {
	clock: VirtualClock;
	service: LinkService;
	claim: (
		fates: Fates,
		fields?: IDataObject,
		before?: (request: HttpRequest) => void,
		reference?: string,
	) => ReturnType<typeof claimLink>;
	creations: () => number;
	/** When the list was read. */
	looks: () => number[];
}

/** A workspace, and one process that wants a link for a reference. Times in ms. */
export function scene(limits = MOST): Scene {
	const clock = new VirtualClock();
	const service = new LinkService(clock);
	const known = new KnownLinks('ws_1', clock, limits, service.today);
	const sent: Array<HttpRequest & { at: number }> = [];
	const claim: Scene['claim'] = async (fates, fields = {}, before = undefined, reference = 'R') => {
		const rest = structuredClone(fates) as Record<string, Array<Partial<Fate>> | undefined>;
		const client = service.clientOf(0, (method) => {
			const [next = {}, ...others] = rest[method] ?? [];
			if (others.length > 0) rest[method] = others;
			return { ...calm, ...next };
		});
		const caller: Caller = {
			until: undefined,
			request: async (request) => {
				before?.(request);
				sent.push({ ...request, at: clock.now() });
				return await client.request(request);
			},
		};
		const since = (newest: number) => newest - 1e9;
		const wanted = { workspaceId: 'ws_1', reference, since, body: {}, fields, linkMeta: {} };
		let hasEnded = false;
		const outcome = claimLink({ caller, known, clock }, wanted).finally(() => (hasEnded = true));
		outcome.catch(() => undefined);
		await clock.runUntil(() => hasEnded);
		return await outcome;
	};
	return {
		...{ clock, service, claim },
		creations: () => sent.filter(({ method }) => method === 'POST').length,
		looks: () => sent.filter(({ method, path }) => method === 'GET' && !path.at(4)).map(({ at }) => at),
	};
}
