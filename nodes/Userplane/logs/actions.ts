/** Reads what a user did: at which element, by what people would call it, or on which page. Never what was typed. */
import { asText, isObject } from '../shared/objects';
import { type Fact, OTHER } from './facts';
import { type Place, remembering, type Said, urlIn, wordsOf } from './meaning';

/** The words for what users do, as one, by how a step begins; those of a page, and of what is no step. */
const KINDS = {
	Clicked: 'click clicked rageclick deadclick tap tapped press pressed dblclick doubleclick touch touched',
	'Typed into':
		'input change changed fill filled type typed select selected selectoption check checked uncheck unchecked',
	Submitted: 'submit submitted',
	page: 'navigation navigate navigated goto pageview pageload route routechange pushstate replacestate popstate hashchange load',
	none: 'scroll focus blur hover resize copy cut paste contextmenu drag drop toggle',
};
type Kind = keyof typeof KINDS;

/** What else an action's name may have in front of its word. */
const IN_FRONT = /^(ui|dom|user|mouse|keyboard|form|button|link)$/;
const NO_STEP = /^(mouse|pointer|touch|key|visibility|scroll)/;

/** Which kind of action a name is for; undefined for any other. */
const kindOf = remembering((name): Kind | undefined => {
	const words = wordsOf(name);
	const whole = words.join('');
	const kinds = Object.keys(KINDS) as Kind[];
	const kindIn = (word: string) => kinds.find((kind) => KINDS[kind].split(' ').includes(word));
	const isPlain = words.slice(0, -1).every((word) => IN_FRONT.test(word));
	return (
		kindIn(whole) ??
		(isPlain ? kindIn(words[words.length - 1]) : undefined) ??
		(NO_STEP.test(whole) ? 'none' : undefined)
	);
});

/** What an entry says that somebody did: nothing when not at what. Undefined when it does not say that somebody did something. */
export function action(said: Said): Fact[] | undefined {
	const name = said.first('action', ({ value }) => (kindOf(asText(value)) ? asText(value) : undefined));
	const kind = name === undefined ? undefined : kindOf(name);
	if (kind === undefined || kind === 'none') return kind && OTHER;
	if (kind === 'page') {
		const url = said.first('to', urlIn);
		return url === undefined ? [] : [{ kind: 'page', url }];
	}
	// A text of what can be typed into is what was typed
	const isEditable = said.all('element').some(isField);
	const others = (place: Place) =>
		place.value === name ? undefined : elementIn(place, isEditable || kind === 'Typed into');
	const element = said.first('element', others);
	if (element === undefined) return [];
	const isBare = kind !== 'Clicked' || /^[\w-]*[#.[>]\S*$|^element \d+$/.test(element);
	return [{ kind: 'action', text: `${kind} ${isBare ? element : `'${element}'`}` }];
}

/** Whether an element's tag or a selector of it is one of a field. */
function isField({ value }: Place): boolean {
	const tag = asText(isObject(value) ? (value.tagName ?? value.tag ?? value.nodeName) : value);
	return /^<?(?:textarea|input)\b/i.test(tag);
}

/**
 * What people would call an element: its label, else a text of it as it stands.
 * @param isTypedInto then its text and its value are what was typed, which nobody is shown
 */
function elementIn({ value, word }: Place, isTypedInto: boolean): string | undefined {
	if (isObject(value)) {
		const texts = isTypedInto ? [] : ['text', 'innerText', 'textContent'];
		const names = [...texts, 'label', 'ariaLabel', 'aria-label', 'name', 'id', 'selector', 'tagName'];
		return names.map((name) => asText(value[name]).trim()).find((text) => text !== '');
	}
	const text = asText(value)
		.replace(/\[value[^\]]*\]/gi, '')
		.trim();
	// `form > input[name="mail"]` is nothing that anybody typed, unless it says so
	const isSelector = word === 'message' && /^\S+( > \S+)+$/.test(text) && !/value/i.test(text);
	if (isTypedInto && ['text', 'message'].includes(word) && !isSelector) return undefined;
	const label = /[[\s](?:name|aria-label|title|placeholder|alt|id)="([^"]+)"/.exec(text)?.[1];
	return (label ?? (text.startsWith('<') ? partOf(text, isTypedInto) : text)) || undefined;
}

/** What names an element in its markup, which may hold a value in any attribute: its text where nobody can type, else its tag. */
function partOf(markup: string, isTypedInto: boolean): string | undefined {
	const text =
		/^<(?:a|button|label|span|div|p|li|td|th|option|summary|strong|b|h\d)\b(?![^>]*contenteditable)[^<>]*>([^<>]+)</.exec(
			markup,
		)?.[1];
	return isTypedInto || text === undefined ? /[\w-]+/.exec(markup)?.[0] : text.trim();
}
