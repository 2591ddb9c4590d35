/** What is written with `--write`: two links of this run, one after the other, each deleted again. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { isDeepStrictEqual } from 'node:util';

import { kindOf } from './differences';
import type { Made } from './made';
import { byId, type Visit } from './visit';

const TITLE = 'Check by n8n-nodes-userplane, safe to delete';

/** How many requests a Create or Update may take, by the two that make a link and by the one after them. */
const UPSERT_REQUESTS = { first: 7, again: 2 };

/** Makes a link, changes it in each way, deletes it twice; then lets Create or Update make one. */
export async function checkWriting(
	visit: Visit,
	made: Made,
	domainId: string | undefined,
	assumed: string,
): Promise<void> {
	if (domainId === undefined) {
		for (const name of ['links.create', 'links.update', 'links.delete'])
			visit.findings.notTried(name, 'the workspace shows no verified domain');
		return;
	}
	const own = { resource: 'link', workspaceId: byId(visit.workspaceId) };
	const link = await create(visit, made, { ...own, domainId: byId(domainId) }, domainId);
	const linkId = link?.linkId;
	if (typeof linkId === 'string') {
		await change(visit, { ...own, linkId: byId(linkId), operation: 'update' }, linkId, {
			mark: made.mark,
			assumed,
		});
		await remove(visit, { ...own, linkId: byId(linkId), operation: 'delete' }, linkId);
	} else
		for (const name of ['links.update', 'links.delete'])
			visit.findings.notTried(name, 'no link could be created');
	await upsert(visit, made, { ...own, domainId: byId(domainId), operation: 'upsert' });
}

/** Create sets the title with an update that follows: what comes out has both. */
async function create(
	visit: Visit,
	made: Made,
	own: INodeParameters,
	domainId: string,
): Promise<IDataObject | undefined> {
	const linkReference = `${made.mark}/create`;
	const linkMeta = { entry: [{ key: 'first', value: 'one' }] };
	const fields = { linkReference, linkTitle: TITLE };
	const result = await visit.node(
		'Link > Create',
		{ ...own, operation: 'create', linkReusable: false, linkMeta, additionalFields: fields },
		4,
	);
	const posted = linkIn(visit, 'links.create');
	hold(visit, 'links.create', posted, {
		linkReusable: false,
		linkProviderReference: linkReference,
		linkMeta: { first: 'one' },
	});
	if (posted && typeof posted.linkProviderType === 'string')
		visit.findings.answer('linkProviderType of a new link', visit.words.tell(posted.linkProviderType));
	const domain = posted?.domain as IDataObject | undefined;
	if (typeof domain?.domainId === 'string' && domain.domainId !== domainId)
		visit.differs(
			'links.create',
			'data.link.domain.domainId',
			'the domain that was asked for',
			'another one',
		);
	hold(visit, 'links.update', linkIn(visit, 'links.update'), { linkTitle: TITLE });
	return result?.items.at(0)?.json ?? posted;
}

/** Sets each field, clears those that can be cleared, and looks at what an update does to metadata. */
async function change(
	visit: Visit,
	own: INodeParameters,
	linkId: string,
	{ mark, assumed }: { mark: string; assumed: string },
): Promise<void> {
	const update = async (parameters: INodeParameters, expected: IDataObject) => {
		const before = visit.tap.exchanges.length;
		await visit.node('Link > Update', { ...own, ...parameters }, 3);
		if (visit.tap.exchanges.length > before)
			hold(visit, 'links.update', linkIn(visit, 'links.update'), expected);
	};
	const set = {
		linkTitle: `${TITLE} (2)`,
		linkReusable: true,
		linkProviderType: 'zendesk',
		linkProviderId: '4711',
	};
	const linkProviderRef = `${mark}/changed`;
	await update(
		{ updateFields: { ...set, linkProviderRef } },
		{ ...set, linkProviderReference: linkProviderRef, linkMeta: { first: 'one' } },
	);
	const cleared = { linkTitle: null, linkProviderId: null, linkProviderReference: null };
	await update(
		{ clearFields: ['linkTitle', 'linkProviderId', 'linkProviderRef'] },
		{ ...cleared, linkReusable: true, linkProviderType: 'zendesk' },
	);
	await update(
		{
			linkMeta: { entry: [{ key: 'second', value: 'two' }] },
			updateFields: { linkReusable: false, linkTitle: TITLE },
		},
		{ linkReusable: false, linkTitle: TITLE },
	);
	const shown = await visit.data('links.getById', visit.path('links', linkId));
	const link = shown?.link as IDataObject | undefined;
	hold(visit, 'links.getById', link, { linkReusable: false, linkTitle: TITLE, linkProviderId: null });
	noteMetadata(visit, link?.linkMeta, assumed);
	const linkURL = link?.linkURL;
	const name = 'Link > Add Metadata to URL';
	if (typeof linkURL !== 'string') {
		visit.findings.notTried(name, 'the link shows no URL');
		return;
	}
	const result = await visit.node(name, {
		resource: 'link',
		operation: 'addUrlMeta',
		linkURL,
		urlMeta: { entry: [{ key: 'ticket', value: '4711' }] },
	});
	const added = result?.items.at(0)?.json.linkURL;
	if (result && !(typeof added === 'string' && URL.canParse(added) && added.includes('userplane-meta=')))
		visit.differs(name, 'linkURL', 'a URL with userplane-meta', kindOf(added));
}

function noteMetadata(visit: Visit, linkMeta: unknown, assumed: string): void {
	const replaced = isDeepStrictEqual(linkMeta, { second: 'two' });
	const merged = isDeepStrictEqual(linkMeta, { first: 'one', second: 'two' });
	const came = replaced ? 'replace' : merged ? 'merge' : 'neither';
	visit.findings.answer(
		'An update of linkMeta',
		{ replace: 'replaces what is there', merge: 'is merged with what is there', neither: 'does neither' }[
			came
		],
	);
	if (linkMeta !== undefined && came !== assumed)
		visit.differs('links.update', 'data.link.linkMeta after an update', assumed, came);
}

async function remove(visit: Visit, own: INodeParameters, linkId: string): Promise<void> {
	await visit.node('Link > Delete', own);
	const again = await visit.get(visit.path('links', linkId));
	visit.holdRefusal('links.getById', '410 LINK_GONE', again);
	visit.holdRefusal('links.delete', '410 LINK_GONE', await visit.send('DELETE', visit.path('links', linkId)));
}

/** Twice at once, and once more: one link, which is new once. */
async function upsert(visit: Visit, made: Made, own: INodeParameters): Promise<void> {
	const name = 'Link > Create or Update';
	const linkReference = `${made.mark}/upsert`;
	const parameters = {
		...own,
		matchBy: 'reference',
		linkReference,
		linkReusable: false,
		additionalFields: { linkTitle: TITLE },
		options: { lookBackDays: 1 },
	};
	const run = async (needs: number) => (await visit.node(name, parameters, needs))?.items.at(0)?.json;
	const both = await Promise.all([run(UPSERT_REQUESTS.first), run(UPSERT_REQUESTS.first)]);
	const outputs = [...both, await run(UPSERT_REQUESTS.again)];
	if (outputs.includes(undefined)) return;
	const ids = new Set(outputs.map((output) => output?.linkId));
	const isNew = outputs.map((output) => output?.isNew);
	if (ids.size !== 1) visit.differs(name, 'linkId', 'one link for a reference', `${ids.size} links`);
	if (isNew.filter(Boolean).length !== 1 || isNew[2] === true)
		visit.differs(name, 'isNew', 'true once, and not for the last', isNew.map(String).join(', '));
	const [linkId] = ids;
	await visit.node('Link > Delete', {
		resource: 'link',
		workspaceId: own.workspaceId,
		linkId: byId(linkId),
		operation: 'delete',
	});
}

/** The link that the last answer to this operation shows. */
function linkIn(visit: Visit, operation: string): IDataObject | undefined {
	return visit.lastData(operation)?.link as IDataObject | undefined;
}

/** Sees that a link has these values. A key that is not there at all was noted by the contract. */
function hold(visit: Visit, operation: string, link: IDataObject | undefined, expected: IDataObject): void {
	if (typeof link !== 'object') return;
	for (const [key, value] of Object.entries(expected))
		if (key in link && !isDeepStrictEqual(link[key], value))
			visit.differs(
				operation,
				`data.link.${key}`,
				value === null ? 'null, as it was cleared' : 'what was sent',
				kindOf(link[key]),
			);
}
