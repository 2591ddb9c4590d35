import type { IDataObject } from 'n8n-workflow';

import type { Operation, Plan } from '../../runtime/operation';
import type { UserplaneError } from '../../shared/errors';
import { unfinished, UnfinishedError } from '../../shared/errors';
import { additionalFieldsProperty } from '../../shared/fields';
import {
	LINK_META,
	LINK_META_JSON,
	LINK_REUSABLE,
	MAX_LENGTH,
	referenceProperty,
} from '../../shared/linkFields';
import { DOMAIN, locatorProperty, OPTIONAL_PROJECT, PROJECT, WORKSPACE } from '../../shared/locators';
import { asText, defined } from '../../shared/objects';
import { linkOutput, readLink } from '../../shared/outputs';
import { linksPath } from '../../shared/paths';
import type { Client } from '../../transport/client';
import { putLink } from '../../transport/putLink';
import { LABEL_FIELDS, readCreation, readLabels, readMeta } from './body';

const REFERENCE = referenceProperty('linkReference');

/** POST .../links (contract document 002), and, for what POST cannot set, a following PUT (004). */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a link',
		description: 'Create a recording link to send to a customer. Each run creates a new one.',
	},
	properties: [
		locatorProperty(WORKSPACE),
		locatorProperty(DOMAIN),
		OPTIONAL_PROJECT,
		LINK_REUSABLE,
		LINK_META,
		additionalFieldsProperty([LINK_META_JSON, REFERENCE, ...LABEL_FIELDS]),
	],
	prepare(parameters) {
		const workspaceId = parameters.workspaceId();
		const fields = parameters.collection('additionalFields');
		const body = defined({
			...readCreation(parameters, parameters.optionalId(PROJECT)),
			linkReference: fields.identifier(REFERENCE, MAX_LENGTH.reference),
			linkMeta: readMeta(parameters, fields),
		});
		return plan(workspaceId, body, readLabels(fields));
	},
	receipt: (link) => asText(link.linkId),
};

function plan(workspaceId: string, body: IDataObject, update: IDataObject): Plan {
	const look = `Look for it with Link > Get Many or in the Userplane dashboard${lookFor(body)}`;
	return {
		async run(client) {
			const created = await client.request(
				{ method: 'POST', path: linksPath(workspaceId), body },
				{ message: 'The link may have been created', remedy: `${look} before you run this item again` },
			);
			const link = readLink(created.data);
			if (!link) throw unnamedLink(look);
			if (Object.keys(update).length === 0) return [{ json: linkOutput(link, workspaceId) }];
			return [{ json: linkOutput(await complete(client, workspaceId, link, update), workspaceId) }];
		},
	};
}

/** Sends the following update. @throws UserplaneError that names the link, which exists by now */
async function complete(
	client: Client,
	workspaceId: string,
	link: IDataObject,
	update: IDataObject,
): Promise<IDataObject> {
	const linkId = asText(link.linkId);
	try {
		return await putLink(client, workspaceId, linkId, update);
	} catch (error) {
		throw withCreatedLink(error, linkId, Object.keys(update).join(', '));
	}
}

function unnamedLink(look: string): UserplaneError {
	return new UnfinishedError('The link was created, but the response does not contain it', look);
}

function withCreatedLink(error: unknown, linkId: string, fields: string): UserplaneError {
	const state = error instanceof UnfinishedError ? 'may not be set' : 'could not be set';
	return unfinished(
		`The link ${linkId} was created, but ${fields} ${state}`,
		error,
		`Do not create it again. Set the fields with Link > Update and the ID ${linkId}`,
	);
}

function lookFor(body: IDataObject): string {
	return typeof body.linkReference === 'string'
		? `, by its reference "${body.linkReference.slice(0, 100)}",`
		: '';
}
