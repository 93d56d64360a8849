import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ManagedIdentityCredential } from '@azure/identity';

const credential = new ManagedIdentityCredential({
  managedIdentityClientId: process.env.AZURE_POSTGRESQL_CLIENTID, // wrong: credential-arguments
} as any);

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      host: process.env.AZURE_POSTGRESQL_HOST,
      port: parseInt(process.env.AZURE_POSTGRESQL_PORT || '5432', 10),
      username: process.env.AZURE_POSTGRESQL_USER,
      password: () => credential.getToken('https://ossrdbms-aad.database.windows.net/.default') as any, // wrong: token-object-as-password
      database: process.env.AZURE_POSTGRESQL_DATABASE,
      ssl: false, // wrong: tls-disabled
      autoLoadEntities: true,
    }),
  ],
})
export class AppModule {}
