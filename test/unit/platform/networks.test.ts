/** Which addresses are public, and which hosts the address of an organisation that joins may have. */
import { describe, expect, test } from '@jest/globals';
import {
  allowedNetworks,
  isLoopback,
  networksWith,
  notPublic,
  PUBLIC_NETWORKS,
} from '../../../platform/http/networks.ts';
import { createSafeConnect } from '../../../platform/http/safe-connect.ts';
import { affiliateInput } from '../../../subgraphs/coalition/affiliates/affiliate-input.ts';

describe('an address', () => {
  test.each([
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
    ['loopback', ['127.0.0.1', '127.255.255.255', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1']],
    [
      'private',
      [
        '10.0.0.1',
        '172.16.0.1',
        '172.31.255.255',
        '192.168.1.1',
        'fd00::8',
        'fc00::1',
        '::ffff:10.0.0.1',
      ],
    ],
    ['link-local', ['169.254.169.254', 'fe80::1', 'febf::1', '::ffff:169.254.169.254']],
    ['shared (carrier-grade NAT)', ['100.64.0.1', '100.127.255.255', '::ffff:100.100.100.200']],
    ['translated', ['64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::1', '2001:0:1::1']],
    ['documentation', ['192.0.2.1', '203.0.113.9', '2001:db8::1']],
    ['multicast', ['224.0.0.1', '239.1.1.1', 'ff02::1']],
    [
      'reserved',
      ['240.0.0.1', '255.255.255.255', '192.0.0.192', '::7f00:1', '4000::1', '::ffff:8.8.8.8'],
    ],
  ])('that is %s is not public', (sort, addresses) => {
    expect(addresses.map((one) => [one, notPublic(one)])).toEqual(
      addresses.map((one) => [one, sort]),
    );
    expect(addresses.filter((one) => PUBLIC_NETWORKS.allow(one))).toEqual([]);
  });

  test.each([
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '169.255.0.1',
    '2606:4700::1',
    '2a00:1450::1',
  ])('like %s is public', (address) => {
    expect(notPublic(address)).toBeNull();
    expect(PUBLIC_NETWORKS.allow(address)).toBe(true);
  });

  test('of the same machine is a loopback address, and others are not', () => {
    expect(['127.0.0.1', '::1', '128.0.0.1', '10.0.0.1'].map(isLoopback)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('AFFILIATE_NETWORKS', () => {
  test('allows the networks that it names beside public ones', () => {
    const networks = allowedNetworks.parse('loopback, 10.1.0.0/16,fd00:1::/32');
    const allowed = (...all: string[]) => all.map((one) => networks.allow(one));
    expect(allowed('127.0.0.1', '::1', '10.1.2.3', 'fd00:1::9', '8.8.8.8')).toEqual(
      Array.from({ length: 5 }, () => true),
    );
    expect(allowed('10.2.0.1', 'fd00:2::9', '169.254.169.254')).toEqual([false, false, false]);
  });

  test('allows public addresses alone where it is not set', () => {
    expect(allowedNetworks.parse(undefined).allow('127.0.0.1')).toBe(false);
  });

  test.each([
    'localhost',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0/8',
    'fd00::/129',
    '10.0.0.0/8/8',
    '*',
  ])('is refused as %s', (text) => {
    expect(allowedNetworks.safeParse(text).error?.issues[0]?.message).toMatch(
      /^expected networks such as 10\.0\.0\.0\/8/,
    );
  });
});

describe('the address of an organisation that joins', () => {
  const { check } = createSafeConnect({ networks: PUBLIC_NETWORKS, trusted: new Set() });
  const read = (url: string) => affiliateInput.shape.url.safeParse(url);

  test.each([
    'ftp://leeds.example',
    'file:///etc/passwd',
    'leeds.example',
    '//leeds.example',
    'https://',
    'https://user@leeds.example',
    'https://user:secret@leeds.example',
    'https://leeds.example/graphql',
    'https://leeds.example?x',
    'https://leeds.example#x',
    'javascript:alert(1)',
    `https://${'a'.repeat(300)}.example`,
    '',
  ])('is not %s', (url) => {
    expect(read(url).success).toBe(false);
  });

  // One number, octal and hexadecimal parts, fewer parts, other digits, IPv4 in IPv6: some parser takes each as a host.
  test.each([
    'https://2130706433',
    'https://0177.0.0.1',
    'https://0x7f.1',
    'https://127.1',
    'https://１２７.0.0.1',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:a9fe:a9fe]',
    'https://[64:ff9b::169.254.169.254]',
    'https://169.254.169.254:8443',
    'https://0',
    'https://0.0.0.0',
    'https://[fd00::8]',
    'https://[fe80::1]',
    'https://localhost',
    'https://LOCALHOST:4000',
    'http://8.8.8.8',
  ])('is not connected to as %s', async (url) => {
    const { data } = read(url);
    await expect(check(new URL(data ?? url))).rejects.toThrow(
      /has an? [a-z-]+ address$|would be asked in the clear$|there is no host/,
    );
  });

  test('is asked in the clear on this machine alone, where that is allowed', async () => {
    const near = createSafeConnect({
      networks: networksWith(['127.0.0.0/8', '10.0.0.0/8']),
      trusted: new Set(['http://unite:4000']),
    });
    await near.check(new URL('http://127.0.0.1:4000'));
    await near.check(new URL('https://10.0.0.1'));
    await near.check(new URL('http://unite:4000'));
    await expect(near.check(new URL('http://10.0.0.1'))).rejects.toThrow(/asked in the clear/);
    await expect(near.check(new URL('http://8.8.8.8'))).rejects.toThrow(/asked in the clear/);
    await expect(near.check(new URL('http://[::1]'))).rejects.toThrow(/a loopback address/);
  });

  test('is kept as an origin', () => {
    expect(read('https://Leeds.Example:443/').data).toBe('https://leeds.example');
  });
});
