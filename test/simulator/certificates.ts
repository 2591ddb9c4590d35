import { generateKeyPairSync } from 'node:crypto';

import forge from 'node-forge';

const { pki } = forge;

const DAY_MS = 86_400_000;

/** What is the matter with a certificate for 127.0.0.1 and localhost. */
export type CertificateKind = 'good' | 'selfSigned' | 'expired' | 'early' | 'otherName';

/** PEM texts: a server's certificate and key, and the authority that has signed it (itself, when it is self-signed). */
export interface Certificate {
	cert: string;
	key: string;
	ca: string;
}

interface Keys {
	publicKey: string;
	privateKey: string;
}

const AUTHORITY = 'Simulated authority';

const newKeys = (): Keys =>
	generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});

let ofProcess: { authority: Keys & { cert: string }; server: Keys } | undefined;

/** One authority and one server key for the process: they take long to make. */
function theKeys(): NonNullable<typeof ofProcess> {
	if (ofProcess) return ofProcess;
	const keys = newKeys();
	const extensions = [{ name: 'basicConstraints', cA: true }];
	const cert = sign(AUTHORITY, keys.publicKey, [AUTHORITY, keys.privateKey], extensions);
	ofProcess = { authority: { ...keys, cert }, server: newKeys() };
	return ofProcess;
}

/**
 * Makes a certificate now, so that none expires in the repository.
 * @param others names that a good one is for too
 */
export function makeCertificate(kind: CertificateKind, others: string[] = []): Certificate {
	const { authority, server } = theKeys();
	const { publicKey, privateKey: key } = server;
	const name = kind === 'otherName' ? 'other.example' : 'localhost';
	const altNames: object[] = [name, ...others].map((value) => ({ type: 2, value }));
	if (kind !== 'otherName') altNames.push({ type: 7, ip: '127.0.0.1' });
	const extensions = [{ name: 'subjectAltName', altNames }];
	if (kind === 'selfSigned') {
		const cert = sign(name, publicKey, [name, key], extensions);
		return { cert, key, ca: cert };
	}
	const days = kind === 'expired' ? [-20, -10] : kind === 'early' ? [10, 20] : [-10, 10];
	const cert = sign(name, publicKey, [AUTHORITY, authority.privateKey], extensions, days);
	return { cert, key, ca: authority.cert };
}

let serial = 0;

function sign(
	name: string,
	publicKey: string,
	[issuer, issuerKey]: [name: string, key: string],
	extensions: object[],
	[fromDay = -30, toDay = 30]: number[] = [],
): string {
	const certificate = pki.createCertificate();
	certificate.publicKey = pki.publicKeyFromPem(publicKey);
	certificate.serialNumber = (++serial).toString(16).padStart(4, '0');
	certificate.validity.notBefore = new Date(Date.now() + fromDay * DAY_MS);
	certificate.validity.notAfter = new Date(Date.now() + toDay * DAY_MS);
	certificate.setSubject([{ name: 'commonName', value: name }]);
	certificate.setIssuer([{ name: 'commonName', value: issuer }]);
	certificate.setExtensions(extensions);
	certificate.sign(pki.privateKeyFromPem(issuerKey), forge.md.sha256.create());
	return pki.certificateToPem(certificate);
}
