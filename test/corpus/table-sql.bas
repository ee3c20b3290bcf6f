' expect ok
TABLE items
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4()
  amount DECIMAL(15,3) GENERATED ALWAYS AS (price * quantity) STORED
  name VARCHAR(100) NOT NULL DEFAULT 'x'
  created TIMESTAMP DEFAULT NOW()
  if BOOLEAN DEFAULT true
  UNIQUE(id, name)
  FOREIGN KEY (id) REFERENCES other(id)
END TABLE
CREATE INDEX items_name ON items(name)
CREATE INDEX items_two ON items(name, created DESC)
CREATE UNIQUE INDEX items_three ON items(id)
