import type { IDataObject } from 'n8n-workflow';

import type { Operation, Plan } from '../../runtime/operation';
import type { Collection, Parameters } from '../../runtime/parameters';
import { UnfinishedError, UserplaneError } from '../../shared/errors';
import {
	LINK_META,
	LINK_META_JSON,
	LINK_PROVIDER_ID,
	LINK_PROVIDER_TYPE,
	LINK_REUSABLE,
	LINK_TITLE,
	MAX_LENGTH,
	referenceProperty,
} from '../../shared/linkFields';
import { DOMAIN, locatorProperty, PROJECT, WORKSPACE } from '../../shared/locators';
import { readLinkMeta } from '../../shared/metadata';
import { asText, defined, readObject } from '../../shared/objects';
import { linkPath, linksPath } from '../../shared/paths';
import { PROVIDER_VALUES } from '../../shared/providers';
import type { Client } from '../../transport/client';

const REFERENCE = referenceProperty('linkReference');

/** POST .../links (contract document 002), and, for what POST cannot set, a following PUT (004). */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a link',
		description: 'Create a recording link to send to a customer',
	},
	properties: [
		locatorProperty(WORKSPACE),
		locatorProperty(DOMAIN),
		locatorProperty(PROJECT, {
			required: false,
			description: "The project that the recordings go to. Empty means the workspace's default project.",
		}),
		LINK_REUSABLE,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [LINK_META, LINK_META_JSON, LINK_TITLE, LINK_PROVIDER_ID, LINK_PROVIDER_TYPE, REFERENCE],
		},
	],
	prepare(parameters) {
		const workspaceId = parameters.id(WORKSPACE);
		const fields = parameters.collection('additionalFields');
		return plan(workspaceId, readBody(parameters, fields), readFollowingUpdate(fields));
	},
	receipt: (link) => asText(link.linkId),
};

/** `linkReusable` is always sent (contract document 002 lists it as required); what was left empty is not. */
function readBody(parameters: Parameters, fields: Collection): IDataObject {
	return defined({
		domainId: parameters.id(DOMAIN),
		projectId: parameters.optionalId(PROJECT),
		linkReusable: parameters.boolean(LINK_REUSABLE),
		linkReference: fields.filledText({ ...REFERENCE, maxLength: MAX_LENGTH.reference }),
		linkMeta: readLinkMeta(fields.value('linkMeta'), fields.value('linkMetaJson')),
	});
}

/** The fields that only an update can set; empty when none was filled in. */
function readFollowingUpdate(fields: Collection): IDataObject {
	return defined({
		linkTitle: fields.filledText({ ...LINK_TITLE, maxLength: MAX_LENGTH.title }),
		linkProviderType: fields.option(LINK_PROVIDER_TYPE, PROVIDER_VALUES),
		linkProviderId: fields.filledText({ ...LINK_PROVIDER_ID, maxLength: MAX_LENGTH.providerId }),
	});
}

function plan(workspaceId: string, body: IDataObject, update: IDataObject): Plan {
	const look = `Look for it with Link > Get Many or in the Userplane dashboard${lookFor(body)}`;
	return {
		async run(client) {
			const created = await client.request(
				{ method: 'POST', path: linksPath(workspaceId), body },
				{ message: 'The link may have been created', remedy: `${look} before you run this item again` },
			);
			const link = readObject(created.data, 'link');
			const linkId = asText(link.linkId);
			if (linkId === '') throw unnamedLink(look);
			if (Object.keys(update).length === 0) return [{ json: link }];
			return [{ json: await complete(client, workspaceId, linkId, update) }];
		},
	};
}

/** Sends the following update. @throws UserplaneError that names the link, which exists by now */
async function complete(
	client: Client,
	workspaceId: string,
	linkId: string,
	update: IDataObject,
): Promise<IDataObject> {
	try {
		const updated = await client.request({
			method: 'PUT',
			path: linkPath(workspaceId, linkId),
			body: update,
		});
		return readObject(updated.data, 'link');
	} catch (error) {
		throw withCreatedLink(error, linkId, Object.keys(update).join(', '));
	}
}

function unnamedLink(look: string): UserplaneError {
	return new UnfinishedError('The link was created, but the answer does not name it', look);
}

function withCreatedLink(error: unknown, linkId: string, fields: string): UserplaneError {
	const cause = error instanceof UserplaneError ? error : new UserplaneError('Its update was not sent', '');
	const state = cause instanceof UnfinishedError ? 'may not be set' : 'could not be set';
	return new UnfinishedError(
		`The link ${linkId} was created, but ${fields} ${state}: ${cause.message}`,
		`Do not create it again. Set the fields with Link > Update and the ID ${linkId}. ${cause.remedy}`,
		cause.answer,
	);
}

function lookFor(body: IDataObject): string {
	return typeof body.linkReference === 'string'
		? `, by its reference "${body.linkReference.slice(0, 100)}",`
		: '';
}
