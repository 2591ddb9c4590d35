/** Reads what a user did: at which element, or on which page. */
import { asText } from '../shared/objects';
import { type Fact, OTHER } from './facts';
import { type Place, type Said, wordsOf } from './meaning';
import { clicked, elementOf, isSelector, urlIn } from './wording';

type Kind = 'click' | 'input' | 'submit' | 'page' | 'none';

/** The words for what users do, as one. */
const KINDS = new Map<string, Kind>(
	Object.entries({
		click: 'click clicked tap tapped press pressed dblclick doubleclick touch touched',
		input:
			'input change changed fill filled type typed select selected selectoption check checked uncheck unchecked',
		submit: 'submit submitted',
		page: 'navigation navigate navigated goto pageview pageload route routechange pushstate replacestate popstate hashchange load',
		none: 'scroll focus blur hover resize',
	}).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind as Kind] as const)),
);

/** What else an action's name may have in front of its word. */
const IN_FRONT = /^(ui|dom|user|mouse|keyboard|form|event|element|button|link|page|screen)$/;

const NO_STEP = /^(mouse|pointer|touch|key|visibility|scroll)\w+$/;

/** Which kind of action a word is for; undefined for any other word. */
function kindOf(name: string): Kind | undefined {
	const words = wordsOf(name);
	const whole = words.join('');
	const known = KINDS.get(whole);
	if (known) return known;
	if (words.length > 1 && words.slice(0, -1).every((word) => IN_FRONT.test(word)))
		return kindOf(words.at(-1) ?? '');
	return NO_STEP.test(whole) ? 'none' : undefined;
}

/** The word by which an entry says that somebody did something; undefined when it does not. */
export function actionIn(said: Said): string | undefined {
	return said.first('action', ({ value, owner }) => {
		// What kind of element it is at is no action
		const isElement = 'tagName' in owner || 'nodeName' in owner;
		return !isElement && kindOf(asText(value)) ? asText(value) : undefined;
	});
}

/** What an entry says that is called by such a word; nothing when it does not say at what it was done. */
export function action(name: string, said: Said): Fact[] {
	const kind = kindOf(name);
	if (kind === 'page') return page(said);
	if (kind === 'none') return OTHER;
	const element = kind && said.first('element', (place) => elementAt(place, kind === 'input', name));
	if (element === undefined) return [];
	if (kind === 'click') return [{ kind: 'action', text: clicked(element) }];
	return [{ kind: 'action', text: `${kind === 'input' ? 'Typed into' : 'Submitted'} ${element}` }];
}

/** Never what was typed: a text or a message of an input may hold it. */
function elementAt({ value, key }: Place, isTypedInto: boolean, name: string): string | undefined {
	if (isTypedInto && /(text|message|value)$/.test(key) && !isSelector(value)) return undefined;
	return value === name ? undefined : elementOf(value, isTypedInto);
}

/** The page that an entry says somebody went to. */
export function page(said: Said): Fact[] {
	const url = said.first('to', (place) => urlIn({ ...place, key: '' }));
	return url === undefined ? [] : [{ kind: 'page', url }];
}
