import express from 'express';
import type { Express } from 'express';
import type { RecordedRequest } from './apps';
import { sizeOf } from './fileContent';
import type { LimitOptions } from './options';
import type { Recording, Store } from './store';

/** What the control paths may do to a simulator. */
export interface Controlled {
	store: Store;
	seed: object;
	requests: RecordedRequest[];
	setLimit(limit: LimitOptions): void;
	reset(): void;
}

/** Fields of a recording that may be set by hand. */
const settable = ['linkId', 'status', 'recordingDurationMs', 'notes', 'customMeta', 'expiresAt', 'createdAt'];

function recordingState(recording: Recording): object {
	const resources = Object.entries(recording.resources).map(
		([kind, { captureEnabled, content }]): [string, object] => {
			const size = content ? sizeOf(content) : null;
			return [kind, { captureEnabled, type: content?.type ?? null, size }];
		},
	);
	return { ...recording, resources: Object.fromEntries(resources) };
}

/** Keys and signatures stay out of what is shown. */
function withoutKey({ headers, ...request }: RecordedRequest): object {
	const authorization = headers.authorization === undefined ? undefined : '(hidden)';
	return { ...request, headers: { ...headers, authorization } };
}

function stateOf({ store, seed }: Controlled): object {
	const { workspaces, members, projects, domains, links, recordings } = store;
	return {
		seed,
		workspaces: [...workspaces.values()],
		members: [...members.values()],
		projects: [...projects.values()],
		domains: [...domains.values()],
		links: [...links.values()],
		recordings: [...recordings.values()].map(recordingState),
	};
}

/**
 * Paths under `/_control` for a person or script with curl; no part of the API and its contract.
 * GET state, GET requests, POST recordings, POST recordings/{id}/complete, POST limit, POST reset.
 */
export function mountControl(app: Express, simulator: Controlled): void {
	const router = express.Router();
	router.use(express.json());
	router.get('/state', (_req, res) => {
		res.json(stateOf(simulator));
	});
	router.get('/requests', (_req, res) => {
		res.json(simulator.requests.map(withoutKey));
	});
	router.post('/recordings', (req, res) => {
		const input = (req.body ?? {}) as Partial<Recording>;
		const unknown = Object.keys(input).filter((key) => !settable.includes(key));
		if (unknown.length > 0) return void res.status(400).json({ error: `Unknown: ${unknown.join(', ')}` });
		if (input.linkId !== undefined && !simulator.store.links.has(input.linkId))
			return void res.status(404).json({ error: 'No such link' });
		res.status(201).json(recordingState(simulator.store.addRecording(input)));
	});
	router.post('/recordings/:recordingId/complete', (req, res) => {
		if (!simulator.store.recordings.has(req.params.recordingId))
			return void res.status(404).json({ error: 'No such recording' });
		res.json(recordingState(simulator.store.completeRecording(req.params.recordingId)));
	});
	router.post('/limit', (req, res) => {
		const limit = req.body as LimitOptions;
		simulator.setLimit(limit);
		res.json(limit);
	});
	router.post('/reset', (_req, res) => {
		simulator.reset();
		res.json({ reset: true });
	});
	app.use('/_control', router);
}
