extension Script {
  /// Reads what `PackedSeries` wrote.
  static let unpacking = #"""
    const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const unpack = text => {
      const values = [];
      let place = 0, last = 0;
      const read = () => {
        let value = 0, unit = 1, digit;
        do {
          digit = ALPHABET.indexOf(text[place++]);
          value += (digit & 31) * unit;
          unit *= 32;
        } while (digit & 32);
        return value;
      };
      while (place < text.length) {
        if (text[place] === "~") {
          place++;
          values.push(null);
        } else if (text[place] === "*") {
          place++;
          const again = values[values.length - 1];
          for (let n = read(); n > 0; n--) values.push(again);
        } else {
          const zigzag = read();
          last += zigzag % 2 ? -(zigzag + 1) / 2 : zigzag / 2;
          values.push(last);
        }
      }
      return values;
    };
    const envelope = ([exponent, low, high]) => {
      const scaled = value => exponent < 0 ? value / 10 ** -exponent : value * 10 ** exponent;
      const real = text => unpack(text).map(value => value === null ? null : scaled(value));
      const lo = real(low);
      return { lo, hi: high === undefined ? lo : real(high) };
    };

    """#
}
