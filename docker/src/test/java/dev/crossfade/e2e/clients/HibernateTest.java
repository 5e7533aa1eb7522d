package dev.crossfade.e2e.clients;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.ScrollMode;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hibernate: makes or validates its schema at start, then works with batches, sequences, versions and cursors. */
@Timeout(120)
class HibernateTest {
    enum Mood {
        SAD,
        HAPPY
    }

    @Entity(name = "Customer")
    @Table(name = "customers")
    static class Customer {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "customers_seq")
        @SequenceGenerator(name = "customers_seq", sequenceName = "customers_seq", allocationSize = 10)
        @Column(name = "id")
        Integer id;

        @Column(name = "full_name", nullable = false)
        String fullName;

        @Enumerated(EnumType.STRING)
        @Column(name = "mood", length = 10)
        Mood mood;

        @Version
        @Column(name = "version", nullable = false)
        int version;

        @OneToMany(mappedBy = "customer", cascade = CascadeType.ALL)
        List<Purchase> purchases = new ArrayList<>();
    }

    @Entity(name = "Purchase")
    @Table(name = "purchases")
    static class Purchase {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Column(name = "id")
        Integer id;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        Customer customer;

        @Column(name = "total", precision = 12, scale = 2, nullable = false)
        BigDecimal total;

        @Column(name = "token", nullable = false)
        UUID token;

        @Column(name = "at", nullable = false)
        Instant at;
    }

    private static SessionFactory start(Way way, String schema, boolean cursors) {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                .applySetting(
                        "hibernate.connection.url",
                        way.jdbcUrl(
                                cursors ? "prepareThreshold=1&defaultRowFetchSize=20" : "reWriteBatchedInserts=true"))
                .applySetting("hibernate.connection.pool_size", "3")
                .applySetting("hibernate.hbm2ddl.auto", schema)
                .applySetting("hibernate.jdbc.batch_size", "25")
                .applySetting("hibernate.order_inserts", "true")
                .applySetting("hibernate.order_updates", "true")
                .build();
        try {
            return new MetadataSources(registry)
                    .addAnnotatedClass(Customer.class)
                    .addAnnotatedClass(Purchase.class)
                    .buildMetadata()
                    .buildSessionFactory();
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesItsSchemaAndWorks(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            try (SessionFactory nothingYet = start(way, "create", false)) {
                said.add("made", nothingYet.getStatistics().getEntityInsertCount());
            }
            work(way, said);
            try (java.sql.Connection connection = way.connect();
                    java.sql.Statement statement = connection.createStatement()) {
                statement.execute("ALTER TABLE customers ALTER COLUMN full_name TYPE int USING 0");
            }
            said.attempt("validation of what is not so", () -> {
                try (SessionFactory factory = start(way, "validate", false)) {
                    return factory.isOpen();
                }
            });
        });
    }

    static Stream<Arguments> everyStage() {
        return MigratingShop.everyStage();
    }

    @ParameterizedTest
    @MethodSource("everyStage")
    void validatesAndWorksWhileItsTablesMigrate(PoolingMode mode, String stage) throws Exception {
        MigratingShop.at(mode, stage).same(HibernateTest::work);
    }

    private static void work(Way way, Said said) {
        for (boolean cursors : new boolean[] {false, true}) {
            try (SessionFactory factory = start(way, "validate", cursors)) {
                work(factory, said);
            }
        }
    }

    private static void work(SessionFactory factory, Said said) {
        List<Integer> ids = factory.fromTransaction(session -> {
            List<Customer> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Customer customer = new Customer();
                customer.fullName = "Zoë Ångström " + i;
                customer.mood = i % 3 == 0 ? null : Mood.values()[i % 2];
                for (int p = 0; p < i % 4; p++) {
                    Purchase purchase = new Purchase();
                    purchase.customer = customer;
                    purchase.total = new BigDecimal("9.90").add(BigDecimal.valueOf(p));
                    purchase.token = new UUID(i, p);
                    purchase.at = Instant.parse("2024-03-31T01:30:00Z");
                    customer.purchases.add(purchase);
                }
                session.persist(customer);
                all.add(customer);
            }
            session.flush();
            return all.stream().map(customer -> customer.id).toList();
        });
        said.add("ids", ids);
        for (int i = 0; i < 8; i++) {
            int id = ids.get(i);
            factory.inTransaction(session -> {
                Customer customer = session.find(Customer.class, id);
                said.add(
                        "found",
                        customer.fullName + " " + customer.mood + " " + customer.version + " "
                                + customer.purchases.stream()
                                        .map(p -> p.id + " " + p.total + " " + p.token + " " + p.at)
                                        .sorted()
                                        .toList());
                customer.fullName = "Renamed " + id;
                customer.mood = Mood.SAD;
            });
        }
        said.add(
                "updated in bulk",
                factory.fromTransaction(session -> session.createMutationQuery(
                                "update versioned Customer c set c.fullName = concat(c.fullName, '!') where c.mood = :mood and size(c.purchases) > 1")
                        .setParameter("mood", Mood.HAPPY)
                        .executeUpdate()));
        said.add(
                "joined",
                factory.fromSession(session -> session.createQuery(
                                "select c.fullName, p.id, p.total from Purchase p join p.customer c where p.total > :least and c.fullName like 'R%'"
                                        + " order by c.fullName, p.id",
                                Object[].class)
                        .setParameter("least", new BigDecimal("10"))
                        .setMaxResults(25)
                        .list()
                        .toArray()));
        said.add(
                "grouped",
                factory.fromSession(session -> session.createQuery(
                                "select c.mood, count(p), sum(p.total), max(p.id) from Customer c left join c.purchases p group by c.mood order by c.mood nulls first",
                                Object[].class)
                        .list()
                        .toArray()));
        said.add(
                "page",
                factory.fromSession(session -> session
                        .createQuery("from Customer c where c.id in :ids order by c.fullName desc", Customer.class)
                        .setParameter("ids", ids)
                        .setFirstResult(5)
                        .setMaxResults(10)
                        .list()
                        .stream()
                        .map(c -> c.fullName)
                        .toList()));
        said.add("scrolled", factory.fromTransaction(session -> {
            long sum = 0;
            try (var rows = session.createQuery("select p.id from Purchase p order by p.id", Integer.class)
                    .setFetchSize(7)
                    .scroll(ScrollMode.FORWARD_ONLY)) {
                while (rows.next()) {
                    sum = sum * 31 + rows.get();
                }
            }
            return sum;
        }));
        said.add(
                "native",
                factory.fromTransaction(session -> session.createNativeQuery(
                                "SELECT full_name FROM customers WHERE id = ANY (:ids) ORDER BY full_name",
                                String.class)
                        .setParameter("ids", ids.subList(0, 5).toArray(new Integer[0]))
                        .list()));
        said.attempt(
                "no name",
                () -> factory.fromTransaction(session -> {
                    session.persist(new Customer());
                    return "kept";
                }));
        said.attempt(
                "an old version",
                () -> factory.fromTransaction(session -> {
                    Customer customer = session.find(Customer.class, ids.get(9));
                    factory.inTransaction(other -> other.find(Customer.class, ids.get(9)).fullName = "the other's");
                    customer.fullName = "mine";
                    session.flush();
                    return "kept";
                }));
        said.add(
                "locked",
                factory.fromTransaction(session -> session.find(
                                Customer.class, ids.get(3), jakarta.persistence.LockModeType.PESSIMISTIC_WRITE)
                        .fullName));
        said.add("deleted", factory.fromTransaction(session -> {
            for (Integer id : ids.subList(0, 20)) {
                session.remove(session.find(Customer.class, id));
            }
            session.flush();
            return session.createQuery("select count(*) from Customer", Long.class)
                    .getSingleResult();
        }));
    }
}
